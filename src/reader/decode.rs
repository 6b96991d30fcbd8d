//! Bytes to text, whatever their encoding.
//!
//! What says its encoding (a byte order mark, the user, the head of a page) is
//! believed. Else what is UTF-8 is UTF-8, what is nearly UTF-8 is damaged
//! UTF-8, and the rest is guessed from its letters, as a browser does. A guess
//! and damage are told: facts from a text that was read wrongly look like facts.

use std::fmt;
use std::str::FromStr;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::UTF_8;

/// An encoding of texts, by any of the names that the web has for it.
///
/// ```
/// use nutgraf::reader::Encoding;
///
/// let encoding: Encoding = "latin1".parse().unwrap();
/// assert_eq!(encoding.to_string(), "windows-1252");
/// assert!("klingon".parse::<Encoding>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encoding(&'static encoding_rs::Encoding);

impl FromStr for Encoding {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let unknown = || format!("no encoding of the web is called `{name}`; try utf-8, windows-1252 or utf-16le");
        encoding_rs::Encoding::for_label(name.as_bytes()).map(Self).ok_or_else(unknown)
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name())
    }
}

/// A text, with what had to be supposed to read it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) remark: Option<String>,
}

impl Decoded {
    fn surely(text: String) -> Self {
        Self { text, remark: None }
    }
}

/// The text of bytes that are in the encoding `told`, if it is told.
pub(super) fn decode(bytes: Vec<u8>, told: Option<Encoding>) -> Result<Decoded, String> {
    if let Some((marked, length)) = encoding_rs::Encoding::for_bom(&bytes) {
        return Ok(known(marked, &bytes[length..]));
    }
    if let Some(Encoding(told)) = told.filter(|told| told.0 != UTF_8) {
        return Ok(known(told, &bytes));
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Ok(Decoded::surely(text)),
        Err(error) => error.into_bytes(),
    };
    if bytes.contains(&0) {
        return Err("no text: it holds bytes that no text has; name a UTF-16 text's encoding with --encoding".into());
    }
    match damaged(&bytes) {
        Some(decoded) => Ok(decoded),
        None => guess(&bytes),
    }
}

fn known(encoding: &'static encoding_rs::Encoding, bytes: &[u8]) -> Decoded {
    let (text, has_errors) = encoding.decode_without_bom_handling(bytes);
    let remark = has_errors.then(|| format!("not all of it is {}; what is not is read as \u{fffd}", encoding.name()));
    Decoded { text: text.into_owned(), remark }
}

/// UTF-8 with a few wrong bytes: most of what is not ASCII is right.
fn damaged(bytes: &[u8]) -> Option<Decoded> {
    let (mut right, mut wrong) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        right += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        wrong += usize::from(!chunk.invalid().is_empty());
    }
    let remark = || {
        let places = if wrong == 1 { "place".to_owned() } else { format!("{wrong} places") };
        format!("damaged UTF-8: what is wrong in {places} is read as \u{fffd}").replace("in place", "in one place")
    };
    (right > wrong).then(|| Decoded { text: String::from_utf8_lossy(bytes).into_owned(), remark: Some(remark()) })
}

fn guess(bytes: &[u8]) -> Result<Decoded, String> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let (text, has_errors) = encoding.decode_without_bom_handling(bytes);
    if has_errors {
        return Err("no text in any encoding that is known".into());
    }
    let name = encoding.name();
    let remark = format!("not UTF-8; read as {name}, by its letters; --encoding says it better");
    Ok(Decoded { text: text.into_owned(), remark: Some(remark) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], told: Option<&str>) -> String {
        let told = told.map(|name| name.parse().expect("a test names what there is"));
        match decode(bytes.to_vec(), told) {
            Ok(Decoded { text, remark: None }) => text,
            Ok(Decoded { text, remark: Some(remark) }) => format!("{text} ({remark})"),
            Err(error) => format!("error: {error}"),
        }
    }

    #[test]
    fn what_says_its_encoding_is_believed() {
        assert_eq!(read(b"\xff\xfeh\0i\0", None), "hi");
        assert_eq!(read(b"\xfe\xff\0h\0i", None), "hi");
        assert_eq!(read(b"caf\xe9", Some("latin1")), "café");
        assert_eq!(read(b"h\0i\0", Some("utf-16le")), "hi");
        assert_eq!(read("café".as_bytes(), Some("utf-8")), "café");
    }

    #[test]
    fn what_is_not_utf8_is_guessed_and_the_guess_is_told() {
        let told = "(not UTF-8; read as windows-1252, by its letters; --encoding says it better)";
        assert_eq!(read(b"Fianc\xe9e at the caf\xe9", None), format!("Fiancée at the café {told}"));
    }

    #[test]
    fn damage_costs_the_damaged_characters_only() {
        let told = "(damaged UTF-8: what is wrong in one place is read as \u{fffd})";
        assert_eq!(
            read("caf\u{e9} \u{e9}t\u{e9}\u{e9}".as_bytes().split_last().expect("it is long").1, None),
            format!("café été\u{fffd} {told}")
        );
    }

    #[test]
    fn what_is_no_text_is_an_error() {
        assert!(read(b"\x7fELF\0\0\xff\xff", None).starts_with("error: no text"));
    }
}
