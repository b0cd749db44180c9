"""Words that say how somebody feels and thinks, and nothing of what about: any situation and any thought has them."""

from __future__ import annotations

from .text import content

COMMON = content(
    """
    seeker supporter person user client situation thought action strategy feeling feel feelings emotion emotional
    emotionally
    message said tell told talk talking speak speaking share shared sharing mention mentioned express expressed describe
    described facing face faced currently experiencing experience going deal dealing appears appear believe belief
    believes
    thinks thinking assume assumes assuming conclude concludes words word behind underneath stand stands explain
    explains new
    important unknown unclear conversation begin began start started moment far sense deeply strongly probably likely
    perhaps whether life day days today lately people person bit hard difficult struggle struggles struggling problem
    problems issue issues help support supported supporting needs message new stuck clear mind heart felt feels
    fault blame guilty guilt worth worthless worthy less cope coping future control deserve deserves belong belongs fail
    fails failing failure failed treat treated unjust unjustly outcome worst likely likeliest manage manages managing
    hand hands slip slipping change changes changed different difference wrong enough good better best worse bad
    normal weak weakness strong strength burden much carry carrying alone lonely abandoned care cares cared love loved
    lovable unloved matter matters anyone trust trusted trusting safe unsafe hope hopeless hopelessness helpless
    helplessness
    powerless end ends always never forever stay remain show showed really true truth lose losing lost loss expect
    expectation expectations expected ought should must perfect judge judged judging judgement judgment disappoint
    disappointed disappointing reject rejected rejection accept accepted understand understood responsible
    responsibility
    happen happened happens happening everything everyone world self image value values valued respect respected
    sad sadness anxious anxiety worried worry worries stress stressed stressful overwhelmed overwhelming frustrated
    frustration angry anger hurt hurting pain painful upset depressed depression fear fears afraid scared exhausted
    tired
    confused confusion ashamed shame lonely loneliness uncertain uncertainty insecure insecurity grief regret pressure
    able sounds come comes take takes earlier name named story danger dangerous risk safety trapped desperate open words
    saying aloud smaller made great right listen listened heard seen ignored invisible left leave leaves strange loud
    """
)
"""Stems."""
