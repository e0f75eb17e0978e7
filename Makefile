# Everything a person types. `make` alone lists it.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules --no-print-directory

DEMO_DATA := target/demo
WEB_SOURCES := $(shell find web -path web/node_modules -prune -o -path web/dist -prune -o -type f -print 2>/dev/null)

.PHONY: help demo demo-reset test check ledger bench fmt gen fuzz dev web release

help: ## List what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | \
	  awk -F'\t' '{printf "  make %-12s %s\n", $$1, $$2}'

demo: ## Run Parlance and a simulated Meta with a seeded company; Ctrl-C stops, again goes on
	@scripts/need cargo cc node npm
	@$(MAKE) release
	@exec target/release/parlance demo --data-dir $(DEMO_DATA)

demo-reset: ## Forget what happened in the demo
	rm -rf $(DEMO_DATA)

test: ## Run every test: Rust, web app, browser (installs what it needs when it may)
	@scripts/test

check: ## Run the quick gates: format, lints, rules of the house, types, licences
	@scripts/check

ledger: ## Break everything and look for losses: SEEDS=20 (the first 20), SEED=7 (this one alone)
	@scripts/ledger run

bench: ## Measure: throughput, latency, start, memory, beside the machine's own ceilings
	@scripts/need cargo cc node npm
	@$(MAKE) release
	@bench/run

fmt: ## Format the sources
	cargo fmt --all

gen: web/node_modules/.installed ## Write everything that is generated: references, OpenAPI, TypeScript types
	cargo xtask gen
	UPDATE_GENERATED=1 cargo test --quiet -p parlance -p parlance-http --lib fresh
	npm --prefix web run --silent gen

fuzz: ## Throw odd input at the webhook parser for five minutes (FUZZ_SECONDS=…)
	@scripts/need cargo cc
	@scripts/fuzz

dev: web/node_modules/.installed ## Develop: server and simulator, and the web app reloading by itself
	@scripts/dev

web: web/dist/index.html ## Build the web app

release: web/dist/index.html ## Build the shipped binary
	cargo build --release --locked -p parlance

# A stamp beside the packages: newer than the lock file means that they fit it.
%/node_modules/.installed: %/package.json %/package-lock.json
	@scripts/need node npm
	npm --prefix $* ci --no-fund --no-audit
	@touch $@

web/dist/index.html: web/node_modules/.installed $(WEB_SOURCES)
	npm --prefix web run --silent build
	@touch $@
