"""Erasing what identifies a worker, by policy and by two people (删除个人信息, 个人信息保护法 第四十七条)."""
