"""From a corpus to a chatbot: dialogues become tokens with labels, and trl's SFTTrainer tunes a LoRA adapter on them.

Needs the extra `finetune`; heavy packages are imported inside functions only.
"""
