//! Texts made to break the walk: nothing panics, nothing takes more than linear time.

use std::time::{Duration, Instant};

use super::{sentences, tokens};

/// Repeats that each look ahead, or could be looked at again and again.
const REPEATS: &[&str] = &[
    "a",
    "é",
    "a\u{301}",
    "\u{301}",
    "1",
    "1,",
    "1-",
    "1/",
    "a.",
    "A.",
    "a-",
    "a'",
    "don't'",
    "a_",
    "_",
    "@",
    "a@",
    "@a",
    "#",
    "#a",
    "!",
    "?.",
    ".",
    ". ",
    "\"",
    "'",
    "('",
    "\n",
    "a\n",
    "Mr. ",
    "Mr.",
    "http://",
    "http://a)",
    "www.",
    ":(",
    ":",
    "\u{200D}",
    "👩\u{200D}",
    "a\u{AD}",
    "\u{AD}",
    " ",
    "\u{A0}",
    "🇮",
    "A&",
    "a/",
    "[",
    "]",
    "a.\n",
    "The ",
    ".\"",
    "\0",
    "mailto:",
    "x@y.z",
];

#[test]
fn no_repeat_takes_more_than_linear_time() {
    for repeat in REPEATS {
        for tail in ["", "a", " a", ".", "\n"] {
            let text = repeat.repeat(300_000 / repeat.len()) + tail;
            let begin = Instant::now();
            tokens(&text);
            // Linear takes some milliseconds, even unoptimised; quadratic takes minutes.
            assert!(begin.elapsed() < Duration::from_secs(5), "{repeat:?} with {tail:?}");
        }
    }
}

#[test]
fn ten_megabytes_of_letters_are_one_token() {
    assert_eq!(tokens(&"x".repeat(10_000_000)).len(), 1);
}

#[test]
fn an_empty_or_blank_text_has_no_sentence() {
    for text in ["", " ", "\n\n\n", "\u{FEFF}", "\0\0", "\u{200B}\u{AD}"] {
        assert!(sentences(text).is_empty(), "{text:?}");
    }
}

#[test]
fn what_is_invisible_makes_no_token() {
    let text = "\u{FEFF}one\0two\u{200B}three\u{A0}four\u{2028}five\u{85}six\r\nseven\u{7}";
    assert_eq!(tokens(text), ["one", "two", "three", "four", "five", "six", "seven"]);
}

#[test]
fn what_is_invisible_inside_a_word_stays_inside() {
    assert_eq!(tokens("co\u{AD}operate\u{AD} foo\u{200D}bar"), ["co\u{AD}operate", "foo\u{200D}bar"]);
}

#[test]
fn marks_stay_with_what_they_stand_on() {
    assert_eq!(
        tokens("Ame\u{301}lie's cafe\u{301}. \u{301}x \"\u{301}"),
        ["Ame\u{301}lie", "'s", "cafe\u{301}", ".", "\u{301}x", "\"\u{301}"]
    );
}

#[test]
fn emoji_and_flags_are_one_token_each() {
    assert_eq!(
        tokens("👩\u{200D}👩\u{200D}👧 👍🏽😀 🇮🇷🇷🇺 ❤\u{FE0F} 1\u{FE0F}\u{20E3}"),
        ["👩\u{200D}👩\u{200D}👧", "👍🏽", "😀", "🇮🇷", "🇷🇺", "❤\u{FE0F}", "1\u{FE0F}\u{20E3}"]
    );
}

#[test]
fn private_and_replacement_characters_are_tokens() {
    assert_eq!(tokens("a\u{FFFD} \u{E000}\u{10FFFF}"), ["a", "\u{FFFD}", "\u{E000}", "\u{10FFFF}"]);
}
