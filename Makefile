# Everything a person does with this repository. `make help` lists it.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help setup run seed check test test-sqlite bench chaos screenshots docs migrate lock clean

VENV := .venv
BIN := $(VENV)/bin
FLASK := $(BIN)/flask --app wsgi
UV := $(shell command -v uv)
ifdef UV
MAKE_VENV := uv venv --quiet --seed --allow-existing $(VENV)
INSTALL := uv pip install --quiet --require-hashes --python $(BIN)/python
else
MAKE_VENV := python3 -m venv $(VENV)
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
endif
LOCK := uv pip compile --quiet --generate-hashes --universal --python-version 3.11 \
	--no-header --no-emit-index-url --no-emit-find-links

RUNTIME := $(VENV)/runtime.stamp
DEV := $(VENV)/dev.stamp

help:  ## 列出全部命令
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(DEV)  ## 准备开发环境 .venv

run: $(RUNTIME)  ## 启动系统：http://127.0.0.1:8000（HOST、PORT 可改），Ctrl-C 结束
	@$(BIN)/python -m caseflow.serve

seed: $(RUNTIME)  ## 载入演示数据
	$(FLASK) db upgrade
	$(FLASK) seed

check: $(DEV)  ## 代码检查：ruff、mypy、分层约定、流程文档是否最新
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(FLASK) processes docs --check

test: $(DEV)  ## 全部测试：SQLite、PostgreSQL、浏览器（有 Chromium 时）
	$(BIN)/python -m pytest -n 2 --dist loadgroup

test-sqlite: $(DEV)  ## 快速测试：只用 SQLite，不开浏览器
	$(BIN)/python -m pytest -n 2 --dist loadgroup -m "not postgresql and not browser"

chaos: $(DEV)  ## 混乱测试：两万个到期期限，调度和投递进程随机被杀，数据库重启，网关出错
	CHAOS_CLOCKS=20000 $(BIN)/python -m pytest -n 0 -q -s tests/casework/test_chaos.py

bench: $(DEV)  ## 性能测量
	$(BIN)/python -m bench

screenshots: $(DEV)  ## 每个页面的截图，宽屏和窄屏，存放在 screenshots/
	$(BIN)/python -m tests.browser.screenshots

docs: $(RUNTIME)  ## 由流程定义重新生成 docs/processes/
	$(FLASK) processes docs

migrate: $(RUNTIME)  ## 由模型生成数据库迁移：make migrate m="说明"
	$(FLASK) db upgrade
	$(FLASK) db migrate -m "$(m)"

lock:  ## 按 *.in 重新锁定依赖版本（需要 uv）
	$(LOCK) requirements.in -o requirements.txt
	$(LOCK) requirements-dev.in -o requirements-dev.txt

clean:  ## 删除缓存和测试产物（不动 .venv 与 instance）
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis test-artefacts
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +

$(BIN)/python:
	$(MAKE_VENV)

$(RUNTIME): requirements.txt | $(BIN)/python
	$(INSTALL) -r $<
	@touch $@

$(DEV): requirements-dev.txt | $(BIN)/python
	$(INSTALL) -r $<
	@touch $(RUNTIME) $@
