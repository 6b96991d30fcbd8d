//! Text broken into lines of a terminal.

use std::fmt::Write as _;

/// The width that text is wrapped to, in columns.
pub(super) const WIDTH: usize = 80;

/// Breaks a text into lines; the first begins `indent` columns in, and so do the others.
pub(crate) fn wrap(text: &str, indent: usize) -> String {
    let mut out = String::new();
    let mut column = indent;
    for word in text.split(' ') {
        let width = columns(word);
        if column > indent && column + 1 + width > WIDTH {
            write!(out, "\n{:indent$}{word}", "").expect("a string takes all that is written");
            column = indent + width;
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += width;
    }
    out
}

/// The columns of a word, escape codes left out.
pub(super) fn columns(word: &str) -> usize {
    let mut in_code = false;
    let mut columns = 0;
    for character in word.chars() {
        match (in_code, character) {
            (false, '\x1b') => in_code = true,
            (true, 'm') => in_code = false,
            (false, _) => columns += 1,
            (true, _) => {}
        }
    }
    columns
}

/// A text in one line, its runs of blanks as one.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text whose control characters can do nothing to a terminal.
pub(crate) fn harmless(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && !c.is_whitespace() { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_at_the_width() {
        let text = wrap(&"word ".repeat(40), 4);
        assert!(text.lines().all(|line| line.chars().count() <= WIDTH), "{text}");
        assert_eq!(one_line(&text), "word ".repeat(40).trim());
    }

    #[test]
    fn a_word_longer_than_a_line_stands_alone() {
        let long = "x".repeat(100);
        assert_eq!(wrap(&format!("a {long} b"), 2), format!("a\n  {long}\n  b"));
    }

    #[test]
    fn escape_codes_take_no_columns() {
        assert_eq!(columns("\x1b[36mTehran\x1b[0m,"), 7);
    }

    #[test]
    fn an_article_cannot_steer_the_terminal() {
        assert_eq!(harmless("a\x1b[2Jb\n"), "a\u{fffd}[2Jb\n");
    }
}
