# SPDX-License-Identifier: ISC
# vigie: one GNU makefile, no recursion, no configure step.
#
#   make            build/release/vigie and build/release/vigie-probe
#   make run        the whole road, on a demonstration network (or NAME=, CONTACT=)
#   make check      everything that must hold before a commit
#   VARIANT=        release debug asan tsan cov fuzz, side by side under build/

VARIANT ?= release
B       ?= build/$(VARIANT)
VERSION := 0.1.0
PREFIX  ?= /usr/local
BINDIR  ?= $(PREFIX)/bin
MANDIR  ?= $(PREFIX)/share/man
DATADIR ?= $(PREFIX)/share/vigie
WERROR  ?=

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

# The libraries' flags. A file of their own, so that a fresh machine can install
# them first: make reads it again once it is made.
FLAGS_MK  := build/flags.mk
ifneq ($(MAKECMDGOALS),clean)
include $(FLAGS_MK)
endif
LDLIBS_ALL := $(PKG_LIBS) -llmdb -lpthread -lm

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion \
	-Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition \
	-Wpointer-arith -Wcast-qual -Wwrite-strings -Wformat=2 -Wundef \
	-Wswitch-enum -Wvla -Wnull-dereference -Wdouble-promotion

CPPFLAGS_ALL := -I. -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE \
	-DVIGIE_VERSION='"$(VERSION)"' -DVIGIE_DATADIR='"$(DATADIR)"' \
	$(PKG_CFLAGS) $(CPPFLAGS)
CFLAGS_ALL   := -std=c11 $(WARN) $(if $(WERROR),-Werror)

CFLAGS_release := -O2 -g -fstack-protector-strong -D_FORTIFY_SOURCE=2
CFLAGS_debug   := -O0 -g3
CFLAGS_asan    := -DVIGIE_INSTRUMENTED -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined \
	-fno-sanitize-recover=undefined
CFLAGS_tsan    := -DVIGIE_INSTRUMENTED -O1 -g -fno-omit-frame-pointer -fsanitize=thread
CFLAGS_cov     := -DVIGIE_INSTRUMENTED -O0 -g --coverage -fprofile-update=atomic
CFLAGS_fuzz    := -O1 -g -fno-omit-frame-pointer \
	-fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=undefined
CFLAGS_V       := $(CFLAGS_$(VARIANT))
ifeq ($(VARIANT),fuzz)
CC := clang
endif

STORE_C   := $(wildcard store/*.c store/*/*.c)
CRAWLER_C := $(wildcard crawler/*.c crawler/*/*.c)
TOOLS_C   := $(wildcard tools/*.c tools/commands/*.c)
BUNDLE_C  := $(wildcard tools/bundle/*.c)
PROBE_C   := $(wildcard tools/probe/*.c)
UNIT_C    := $(wildcard tests/unit/test_*.c)
FUZZ_C    := $(wildcard tests/fuzz/fuzz_*.c)
CLI       := $(sort $(wildcard tests/cli/*.t))

STORE_O   := $(STORE_C:%.c=$B/%.o)
CRAWLER_O := $(CRAWLER_C:%.c=$B/%.o)
TOOLS_O   := $(TOOLS_C:%.c=$B/%.o)
BUNDLE_O  := $(BUNDLE_C:%.c=$B/%.o)
PROBE_O   := $(PROBE_C:%.c=$B/%.o)
UNIT      := $(UNIT_C:tests/unit/%.c=$B/tests/unit/%)
REPLAY    := $(FUZZ_C:tests/fuzz/%.c=$B/tests/fuzz/replay_%)
FUZZ      := $(FUZZ_C:tests/fuzz/%.c=$B/tests/fuzz/%)

# Link order states the architecture: a later one never needs an earlier one.
LIBS := $B/libbundle.a $B/libcrawler.a $B/libstore.a
LINK  = $Q$(CC) $(CFLAGS_V) $(CFLAGS) $(LDFLAGS) -o $@
# V=1 shows whole commands.
ifdef V
SAY =
else
Q  := @
SAY = @printf '  %-3s %s\n' $(1) $(2)
endif

all: $B/vigie $B/vigie-probe

$B/vigie: $(TOOLS_O) $(LIBS)
	$(LINK) $^ $(LDLIBS_ALL) $(LDLIBS)
$B/vigie-probe: $(PROBE_O) $(LIBS)
	$(LINK) $^ $(LDLIBS_ALL) $(LDLIBS)
$B/libstore.a: $(STORE_O)
$B/libcrawler.a: $(CRAWLER_O)
$B/libbundle.a: $(BUNDLE_O)
# It holds these files byte for byte.
$B/tools/bundle/shipped.o: tools/bundle/verifier.sh tools/bundle/README.txt \
    tools/bundle/LISEZMOI.txt tools/bundle/declaration-902.txt \
    tools/bundle/notice-dsa16.txt tools/bundle/verifier.html
$B/%.a:
	@mkdir -p $(@D)
	@rm -f $@
	$(call SAY,AR,$@)
	$Q$(AR) rcs $@ $^
$B/%.o: %.c
	@mkdir -p $(@D)
	$(call SAY,CC,$<)
	$Q$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) $(CFLAGS_V) $(CFLAGS) -MMD -MP -c -o $@ $<

$B/tests/unit/test_%: $B/tests/unit/test_%.o $(LIBS)
	$(LINK) $^ -lcmocka $(LDLIBS_ALL) $(LDLIBS)
$B/tests/fuzz/replay_fuzz_%: $B/tests/fuzz/fuzz_%.o $B/tests/fuzz/replay.o $(LIBS)
	$(LINK) $^ $(LDLIBS_ALL) $(LDLIBS)
$B/tests/fuzz/fuzz_%: $B/tests/fuzz/fuzz_%.o $(LIBS)
	$(LINK) -fsanitize=fuzzer $^ $(LDLIBS_ALL) $(LDLIBS)

# The servers of the tests stand on store/base alone.
BASE_O := $(filter $B/store/base/%,$(STORE_O))
HTTP_O := $(patsubst %.c,$B/%.o,$(wildcard tests/http.c tests/http_*.c))
$B/tests/httpd: $B/tests/httpd.o $(HTTP_O) $(BASE_O) \
    $(patsubst %.c,$B/%.o,$(wildcard tests/httpd_*.c))
	$(LINK) $^ $(LDLIBS_ALL) -lbrotlienc $(LDLIBS)
$B/tests/bench/gen: $(patsubst %.c,$B/%.o,$(wildcard tests/bench/gen*.c)) $(BASE_O)
	$(LINK) $^ $(LDLIBS_ALL) $(LDLIBS)
$B/tests/bench/spot: $B/tests/bench/spot.o $(patsubst %.c,$B/%.o, \
    $(filter-out tests/bench/gen.c,$(wildcard tests/bench/gen*.c))) $(LIBS)
	$(LINK) $^ $(LDLIBS_ALL) $(LDLIBS)
$B/tests/tlsd: $B/tests/tlsd.o
	$(LINK) $^ $(LDLIBS_ALL) $(LDLIBS)
$B/tests/bench/spend: $B/tests/bench/spend.o $(BASE_O)
	$(LINK) $^ $(LDLIBS_ALL) $(LDLIBS)
$B/tests/bench/paint: $B/tests/bench/paint.o $(BASE_O)
	$(LINK) $^ $(LDLIBS_ALL) $(LDLIBS)
$B/tests/bench/biglog: $B/tests/bench/biglog.o $B/libstore.a
	$(LINK) $^ $(LDLIBS_ALL) $(LDLIBS)
$B/tests/bench/bigstore: $B/tests/bench/bigstore.o $B/libstore.a
	$(LINK) $^ $(LDLIBS_ALL) $(LDLIBS)
$B/tests/demo/demo: $(patsubst %.c,$B/%.o,$(wildcard tests/demo/*.c)) \
    $B/tests/httpd_file.o $(HTTP_O) $(BASE_O)
	$(LINK) $^ $(LDLIBS_ALL) $(LDLIBS)

$B/tests/crash/crash: $B/tests/crash/crash.o $B/libstore.a
	$(LINK) $^ $(LDLIBS_ALL) $(LDLIBS)

# ---- what a fresh machine lacks ----

# Only these goals install; a plain make names what is missing.
INSTALLING := $(filter deps run check check-real bench fuzz lint,$(MAKECMDGOALS))
$(FLAGS_MK): tests/deps.sh
	@mkdir -p $(@D)
	@sh tests/deps.sh $(if $(INSTALLING),install,name) build
	@sh tests/deps.sh flags >$@.$$$$ && mv $@.$$$$ $@
deps:
	@sh tests/deps.sh install build
deps-check: $(FLAGS_MK)
	@sh tests/deps.sh install check
deps-%: $(FLAGS_MK)
	@sh tests/deps.sh install $*

# ---- to use ----

run: $B/vigie $(if $(NAME),,$B/tests/demo/demo)
ifdef NAME
	@sh tools/first-run.sh $B '$(subst ','\'',$(NAME))' '$(subst ','\'',$(CONTACT))'
else
	@sh tests/demo/run.sh $B
endif

MAN := $(wildcard tools/man/*.1)
install: all
	install -d $(DESTDIR)$(BINDIR) $(DESTDIR)$(MANDIR)/man1 $(DESTDIR)$(DATADIR)
	install -m 755 $B/vigie $(DESTDIR)$(BINDIR)/vigie
	install -m 644 $(MAN) $(DESTDIR)$(MANDIR)/man1/
	install -m 644 seeds.txt $(DESTDIR)$(DATADIR)/seeds.txt
uninstall:
	rm -f $(DESTDIR)$(BINDIR)/vigie $(DESTDIR)$(DATADIR)/seeds.txt
	rm -f $(MAN:tools/man/%=$(DESTDIR)$(MANDIR)/man1/%)
	-rmdir $(DESTDIR)$(DATADIR) 2>/dev/null || true

# ---- to check ----

TEST_BINS := $B/tests/httpd $B/tests/tlsd $B/tests/demo/demo $B/tests/bench/gen \
	$B/tests/crash/crash
# Most tests wait most of their time: four at once on any machine.
PROVE ?= -j4
check: deps-check all $(TEST_BINS) $(UNIT) $(REPLAY)
	B='$(abspath $B)' sh tests/rules.sh
	sh tests/fuzz/replay.sh $(REPLAY)
	B='$(abspath $B)' PATH="$(abspath $B):$$PATH" CMOCKA_MESSAGE_OUTPUT=TAP \
	    prove $(PROVE) $(UNIT) $(CLI)
$B/tests/unit/test_sandbox: LDFLAGS += -Wl,--wrap=analyse
unit: $(UNIT)
	CMOCKA_MESSAGE_OUTPUT=TAP prove $(PROVE) $(UNIT)
check-real: deps-real all
	B='$(abspath $B)' sh tests/real/run.sh
bench: deps-bench all $B/tests/httpd $(addprefix $B/tests/bench/,gen spend spot paint biglog bigstore)
	B='$(abspath $B)' sh tests/bench/run.sh $(BENCH)

FUZZ_SECONDS ?= 30
fuzz: deps-check $(if $(filter fuzz,$(VARIANT)),$(FUZZ))
	@test $(VARIANT) = fuzz || { echo 'make fuzz VARIANT=fuzz' >&2; exit 2; }
	sh tests/fuzz/run.sh $(FUZZ_SECONDS) $(FUZZ)

SOURCES := $(STORE_C) $(CRAWLER_C) $(TOOLS_C) $(BUNDLE_C) $(PROBE_C) \
	$(wildcard tests/*.c tests/unit/*.c tests/fuzz/*.c tests/demo/*.c \
	tests/bench/*.c tests/crash/*.c)
HEADERS := $(wildcard store/*.h store/*/*.h crawler/*.h crawler/*/*.h tools/*.h \
	tools/*/*.h tests/*.h tests/*/*.h)
format:
	clang-format -i $(SOURCES) $(HEADERS)
format-check:
	clang-format --dry-run -Werror $(SOURCES) $(HEADERS)
lint: deps-check
	sh tests/lint.sh '$(PKG_CFLAGS)' $(STORE_C) $(CRAWLER_C) $(TOOLS_C) \
	    $(BUNDLE_C)

clean:
	rm -rf build

.PHONY: all bench check check-real clean deps format format-check fuzz install lint \
	run uninstall unit
.SECONDARY:
-include $(shell find $B -name '*.d' 2>/dev/null)
