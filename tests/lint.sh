#!/bin/sh
# SPDX-License-Identifier: ISC
# clang-tidy and cppcheck over the product's sources. Any finding fails; a
# suppression carries its reason on its line. One file a run: the analyser of
# LLVM 14 takes every va_list for uninitialised from the second file on.
#
#   lint.sh 'LIBRARY FLAGS' FILE...
set -u
cd "$(dirname "$0")/.."
flags=$1
shift
status=0
checks='-*,bugprone-*,cert-*,clang-analyzer-*,concurrency-*,misc-*,performance-*,readability-function-size,readability-function-cognitive-complexity'
# Not ours: reserved names are the libraries' macros; C has no overload; the
# rest are style rules of C++ or doubled by the compiler's warnings.
checks="$checks,-bugprone-easily-swappable-parameters,-bugprone-reserved-identifier,-cert-dcl37-c,-cert-dcl51-cpp"
checks="$checks,-clang-analyzer-security.insecureAPI.DeprecatedOrUnsafeBufferHandling,-misc-unused-parameters"
checks="$checks,-bugprone-assignment-in-if-condition,-cert-err33-c,-concurrency-mt-unsafe,-misc-no-recursion,-cert-msc30-c,-cert-msc50-cpp"
config='{CheckOptions: [{key: readability-function-size.LineThreshold, value: 80}, {key: readability-function-size.StatementThreshold, value: 200}, {key: readability-function-cognitive-complexity.Threshold, value: 25}]}'
printf '%s\n' "$@" | xargs -P 2 -n 1 sh -c 'flags=$1 checks=$2 config=$3; shift 3
	clang-tidy --quiet --warnings-as-errors="*" --checks="$checks" --config="$config" "$@" -- -std=c11 -I. -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE -DVIGIE_VERSION=\"0\" -DVIGIE_DATADIR=\"/\" $flags 2>/dev/null' \
	sh "$flags" "$checks" "$config" || status=1
cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr \
	--error-exitcode=1 -j 2 --suppress=missingIncludeSystem -I . \
	-DVIGIE_VERSION='""' -DVIGIE_DATADIR='""' "$@" || status=1
exit $status
