//! A string of a rule file with its place, and the way from a byte of the
//! string back to the byte of the file.
//!
//! A literal string stands in its file as it is, a basic string with escapes;
//! a diagnostic inside a pattern must point into the file in both cases.

use std::ops::Range;

use crate::diagnostic::{Label, SourceFile};
use crate::pattern::Place;

use super::rule_set::FilePlace;

/// A string of a rule file.
#[derive(Debug, Clone)]
pub(crate) struct Text {
    /// What it says, escapes resolved.
    pub(crate) value: String,
    /// Where it stands.
    pub(crate) file: SourceFile,
    /// The bytes of the file that it takes, with its quotes.
    pub(crate) span: Range<usize>,
    /// The line where it starts, from 1.
    pub(crate) line: u32,
}

impl Text {
    /// A label for the whole of it.
    pub(crate) fn label(&self, text: impl Into<String>) -> Label {
        Label { file: self.file.clone(), span: self.span.clone(), text: text.into() }
    }

    /// A label for a part of what it says.
    pub(crate) fn label_at(&self, place: Place, text: impl Into<String>) -> Label {
        Label { file: self.file.clone(), span: self.file_span(place.range()), text: text.into() }
    }

    /// Whether it stands for a value that is not there (and was reported).
    pub(crate) fn is_absent(&self) -> bool {
        self.span.is_empty()
    }

    /// Its file and line.
    pub(crate) fn at(&self) -> FilePlace {
        FilePlace { file: self.file.name.clone(), line: self.line }
    }

    /// The bytes of the file that a part of the string takes.
    fn file_span(&self, part: Range<usize>) -> Range<usize> {
        let raw = &self.file.text[self.span.clone()];
        if let Some(start) = verbatim(raw, &self.value) {
            let at = |byte: usize| self.span.start + start + byte.min(self.value.len());
            return at(part.start)..at(part.end.max(part.start));
        }
        let Some(offsets) = offsets(raw, &self.value) else { return self.span.clone() };
        let last = offsets.len() - 1;
        let start = offsets[part.start.min(last)];
        // The end of a part is the end of its last byte, not the start of what follows:
        // between the two may stand a line ending that the string leaves out.
        let end = if part.end > part.start { offsets[(part.end - 1).min(last)] + 1 } else { start };
        let mut end = end.clamp(start, raw.len());
        while !raw.is_char_boundary(end) {
            end += 1;
        }
        self.span.start + start..self.span.start + end
    }
}

/// Where a literal string has its value as it stands, the byte at which that begins.
fn verbatim(raw: &str, value: &str) -> Option<usize> {
    let start = match raw.strip_prefix("'''") {
        Some(inner) => 3 + newline(inner),
        None => usize::from(raw.starts_with('\'')),
    };
    (start > 0 && raw.get(start..)?.starts_with(value)).then_some(start)
}

/// For each byte of the value, and for its end, the byte of the raw string that
/// it comes from; `None` where the two do not fit (a bare key, say).
fn offsets(raw: &str, value: &str) -> Option<Vec<usize>> {
    let (quote, literal) = match raw.as_bytes().first()? {
        b'\'' => ("'", true),
        b'"' => ("\"", false),
        _ => return (raw == value).then(|| (0..=raw.len()).collect()),
    };
    let long = quote.repeat(3);
    // A string that is never closed was reported, and is read all the same.
    let width = if raw.starts_with(&long) && raw.len() > 3 { 3 } else { 1 };
    let mut at = width;
    let is_closed = raw[at..].ends_with(&quote.repeat(width));
    let end = if is_closed { raw.len() - width } else { raw.len() };
    if width == 3 {
        at += newline(&raw[at..end]);
    }
    let mut offsets = Vec::with_capacity(value.len() + 1);
    while at < end {
        let rest = &raw[at..end];
        if !literal && rest.starts_with('\\') {
            let (taken, produced) = escape(rest)?;
            // The last byte of the raw escape stands for the last byte of its character, so
            // that an underline of the character takes in all of the escape.
            offsets.extend(std::iter::repeat_n(at, produced.saturating_sub(1)));
            if produced > 0 {
                offsets.push(if produced == 1 { at } else { at + taken - 1 });
            }
            at += taken;
            continue;
        }
        let character = rest.chars().next()?;
        // TOML lets a parser turn "\r\n" into "\n".
        if character == '\r' && value.as_bytes().get(offsets.len()) == Some(&b'\n') {
            at += 1;
            continue;
        }
        offsets.extend(at..at + character.len_utf8());
        at += character.len_utf8();
    }
    offsets.push(end);
    (offsets.len() == value.len() + 1).then_some(offsets)
}

/// The length of a line ending at the start of the text.
fn newline(text: &str) -> usize {
    if text.starts_with("\r\n") { 2 } else { usize::from(text.starts_with('\n')) }
}

/// The bytes that an escape takes, and the bytes of the character it stands for.
fn escape(rest: &str) -> Option<(usize, usize)> {
    let hex = |digits: usize| {
        let code = u32::from_str_radix(rest.get(2..2 + digits)?, 16).ok()?;
        Some((2 + digits, char::from_u32(code)?.len_utf8()))
    };
    match rest.as_bytes().get(1)? {
        b'x' => hex(2),
        b'u' => hex(4),
        b'U' => hex(8),
        b' ' | b'\t' | b'\r' | b'\n' => Some((1 + rest[1..].len() - rest[1..].trim_start().len(), 0)),
        _ => Some((2, 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The part of the file that a part of the string comes from.
    fn part(raw: &str, value: &str, wanted: &str) -> String {
        let text = Text {
            value: value.into(),
            file: SourceFile { name: "a.toml".into(), text: raw.into() },
            span: 0..raw.len(),
            line: 1,
        };
        let start = value.find(wanted).expect("the value holds it");
        raw[text.file_span(start..start + wanted.len())].to_owned()
    }

    #[test]
    fn a_place_in_a_string_leads_back_to_the_file() {
        assert_eq!(part("'~meet @Persn'", "~meet @Persn", "@Persn"), "@Persn");
        assert_eq!(part("'''\n~meet\n@Persn\n'''", "~meet\n@Persn\n", "@Persn"), "@Persn");
        assert_eq!(part(r#""\"met\" @Persn""#, r#""met" @Persn"#, "@Persn"), "@Persn");
        assert_eq!(part(r#""caf\u00e9 @Persn""#, "café @Persn", "@Persn"), "@Persn");
        assert_eq!(part(r#""caf\u00e9 @Persn""#, "café @Persn", "é"), "\\u00e9");
        assert_eq!(part("\"\"\"\\\n   ~meet \\\n  @Persn\"\"\"", "~meet @Persn", "@Persn"), "@Persn");
        assert_eq!(part("'''\r\nMüller @Persn\r\n'''", "Müller @Persn\n", "@Persn"), "@Persn");
        assert_eq!(part("'~meet é", "~meet é", "é"), "é");
        assert_eq!(part("''", "", ""), "");
    }
}
