//! The model as bytes: columns of numbers, deflated.
//!
//! Like stands beside like (all keys, all counts, all tags, all weights), which
//! is what makes it small.

use super::dictionary::{Dictionary, KnownWord};
use super::lemma::Script;
use super::{English, Tag};
use crate::analysis::{UPOS, upos_number};

/// What the bytes of a model begin with; the number is the version of the form.
const MAGIC: &[u8] = b"nutgraf-en-1";

/// The parts of a model, in order, before they are made ready for use.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) tags: Vec<(String, String)>,
    /// Ascending by feature.
    pub(super) features: Vec<(u32, Vec<(Tag, i8)>)>,
    /// Ascending by word.
    pub(super) words: Vec<KnownWord>,
    pub(super) open: Vec<Tag>,
    pub(super) scripts: Vec<Script>,
    /// Ascending.
    pub(super) rules: Vec<(Tag, String, u16)>,
}

impl Parts {
    /// The parts as a model that is ready for use.
    pub(super) fn ready(self) -> Option<English> {
        let mut english = English::default();
        for (upos, xpos) in self.tags {
            let upos = UPOS[usize::from(upos_number(&upos)?)];
            english.tags.push((upos, xpos.into()));
        }
        english.features.reserve(self.features.len());
        for (feature, weights) in self.features {
            english.features.insert(feature, (english.weights.len() as u32, weights.len() as u8));
            english.weights.extend(weights);
        }
        english.dictionary = Dictionary::new(self.words, self.open);
        english.lemmas.scripts = self.scripts;
        let rules = self.rules.into_iter().map(|(tag, suffix, script)| ((tag, suffix.into()), script));
        english.lemmas.rules = rules.collect();
        let tags = english.tags.len();
        let known = english.weights.iter().all(|(tag, _)| usize::from(tag.0) < tags);
        known.then_some(english)
    }

    /// The parts as bytes.
    #[cfg(feature = "train")]
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer(MAGIC.to_vec());
        out.number(self.tags.len());
        self.tags.iter().for_each(|(upos, xpos)| {
            out.text(upos);
            out.text(xpos);
        });
        out.number(self.features.len());
        let mut last = 0;
        for (feature, _) in &self.features {
            out.number((feature - last) as usize);
            last = *feature;
        }
        self.features.iter().for_each(|(_, weights)| out.byte(weights.len() as u8));
        self.features.iter().flat_map(|(_, weights)| weights).for_each(|(tag, _)| out.byte(tag.0));
        self.features.iter().flat_map(|(_, weights)| weights).for_each(|(_, weight)| out.byte(weight.to_le_bytes()[0]));
        out.number(self.words.len());
        out.sorted_texts(self.words.iter().map(|known| known.word.as_str()));
        self.words.iter().for_each(|known| out.byte(known.tags.len() as u8));
        self.words.iter().for_each(|known| out.byte(u8::from(known.closed)));
        self.words.iter().flat_map(|known| &known.tags).for_each(|tag| out.byte(tag.0));
        out.number(self.open.len());
        self.open.iter().for_each(|tag| out.byte(tag.0));
        out.number(self.scripts.len());
        for script in &self.scripts {
            out.byte(u8::from(script.keep_case));
            out.byte(script.cut);
            out.text(&script.add);
        }
        out.number(self.rules.len());
        self.rules.iter().for_each(|(tag, _, _)| out.byte(tag.0));
        out.sorted_texts(self.rules.iter().map(|(_, suffix, _)| suffix.as_str()));
        self.rules.iter().for_each(|(_, _, script)| out.number(usize::from(*script)));
        miniz_oxide::deflate::compress_to_vec(&out.0, 9)
    }
}

impl English {
    /// Reads a model; none where the bytes are not one.
    #[cfg(feature = "english")]
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        const MAX_BYTES: usize = 64 << 20;
        let bytes = miniz_oxide::inflate::decompress_to_vec_with_limit(bytes, MAX_BYTES).ok()?;
        let mut input = Reader(bytes.strip_prefix(MAGIC)?);
        input.parts()?.ready()
    }
}

#[cfg(feature = "train")]
struct Writer(Vec<u8>);

#[cfg(feature = "train")]
impl Writer {
    fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    /// Seven bits a byte, the lowest first.
    fn number(&mut self, mut number: usize) {
        while number >= 0x80 {
            self.byte(number as u8 | 0x80);
            number >>= 7;
        }
        self.byte(number as u8);
    }

    fn text(&mut self, text: &str) {
        self.number(text.len());
        self.0.extend(text.as_bytes());
    }

    /// Each text as the bytes that it shares with the one before it, and the rest.
    fn sorted_texts<'a>(&mut self, texts: impl Iterator<Item = &'a str>) {
        let mut last = "";
        for text in texts {
            let mut shared = last.bytes().zip(text.bytes()).take_while(|(a, b)| a == b).count();
            while !text.is_char_boundary(shared) {
                shared -= 1;
            }
            self.number(shared);
            self.text(&text[shared..]);
            last = text;
        }
    }
}

#[cfg(feature = "english")]
struct Reader<'a>(&'a [u8]);

#[cfg(feature = "english")]
impl Reader<'_> {
    fn parts(&mut self) -> Option<Parts> {
        let mut parts = Parts::default();
        for _ in 0..self.number()? {
            parts.tags.push((self.text()?, self.text()?));
        }
        let count = self.number()?;
        let mut last = 0_u32;
        for _ in 0..count {
            last = last.checked_add(u32::try_from(self.number()?).ok()?)?;
            parts.features.push((last, Vec::new()));
        }
        let counts = self.bytes(count)?;
        let total = counts.iter().map(|&count| usize::from(count)).sum();
        let tags = self.bytes(total)?;
        let weights = self.bytes(total)?;
        let mut pairs = tags.iter().zip(&weights).map(|(&tag, &weight)| (Tag(tag), i8::from_le_bytes([weight])));
        for ((_, own), count) in parts.features.iter_mut().zip(counts) {
            own.extend(pairs.by_ref().take(usize::from(count)));
        }
        let count = self.number()?;
        let words = self.sorted_texts(count)?;
        let counts = self.bytes(count)?;
        let closed = self.bytes(count)?;
        for ((word, count), closed) in words.into_iter().zip(counts).zip(closed) {
            let tags = self.bytes(usize::from(count))?.into_iter().map(Tag).collect();
            parts.words.push(KnownWord { word, tags, closed: closed == 1 });
        }
        let open = self.number()?;
        parts.open = self.bytes(open)?.into_iter().map(Tag).collect();
        for _ in 0..self.number()? {
            let (keep_case, cut) = (self.bytes(1)?[0] == 1, self.bytes(1)?[0]);
            parts.scripts.push(Script { keep_case, cut, add: self.text()? });
        }
        let count = self.number()?;
        let tags = self.bytes(count)?;
        for (suffix, tag) in self.sorted_texts(count)?.into_iter().zip(tags) {
            parts.rules.push((Tag(tag), suffix, 0));
        }
        for rule in 0..count {
            parts.rules[rule].2 = u16::try_from(self.number()?).ok()?;
        }
        Some(parts)
    }

    fn bytes(&mut self, count: usize) -> Option<Vec<u8>> {
        let (bytes, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(bytes.to_vec())
    }

    fn number(&mut self) -> Option<usize> {
        let mut number = 0_usize;
        for shift in (0..63).step_by(7) {
            let (&byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn text(&mut self) -> Option<String> {
        let count = self.number()?;
        String::from_utf8(self.bytes(count)?).ok()
    }

    fn sorted_texts(&mut self, count: usize) -> Option<Vec<String>> {
        let mut texts: Vec<String> = Vec::new();
        for _ in 0..count {
            let shared = self.number()?;
            let rest = self.text()?;
            let last = texts.last().map_or("", String::as_str);
            texts.push(last.get(..shared)?.to_owned() + &rest);
        }
        Some(texts)
    }
}
