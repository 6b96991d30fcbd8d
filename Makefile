# `make test` runs all that must pass; the parts can be run alone.
# Everything shares the profile and the folder of `cargo build`, so that each
# crate is compiled once.

CARGO ?= cargo
NUTGRAF = target/debug/nutgraf
# Packs under examples/ are held to the same as those that are shipped.
EXAMPLE_PACKS = $(patsubst %/pack.toml,%,$(wildcard examples/packs/*/pack.toml))

.PHONY: test format lints tests light docs packs bench build

test: format lints tests light docs packs

build:
	$(CARGO) build --locked

format:
	$(CARGO) fmt --check

lints:
	$(CARGO) clippy --locked --all-targets -- -D warnings

# Unit, integration and documentation tests. Generated files are among them:
# a stale one fails.
tests:
	$(CARGO) test --locked

# The library alone, without the command, the model and the shipped packs.
light:
	$(CARGO) clippy --locked --lib --no-default-features -- -D warnings

docs:
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --locked --no-deps --lib

packs: build
	$(NUTGRAF) fmt --check rules
	$(NUTGRAF) check
	$(NUTGRAF) test
	for pack in $(EXAMPLE_PACKS); do \
		$(NUTGRAF) fmt --check $$pack && $(NUTGRAF) check $$pack && $(NUTGRAF) test $$pack || exit 1; done

# What is measured, and how to read it: benches/README.md.
BENCH_RULES ?= politics
BENCH_CORPUS ?= target/bench-corpus.jsonl

bench: $(BENCH_CORPUS)
	$(CARGO) bench --locked --bench speed -- $(BENCH_RULES) $(BENCH_CORPUS)

# The example articles, a thousand times.
target/bench-corpus.jsonl: $(wildcard examples/articles/*.txt)
	mkdir -p target
	python3 -c 'import json, sys; [print(json.dumps({"id": str(n), "text": open(p).read()})) for n in range(1000) for p in sys.argv[1:]]' $^ > $@
