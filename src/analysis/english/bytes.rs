//! Numbers, texts and sorted keys as bytes: the alphabet of the model file.
//!
//! Like goes beside like (all first bytes of the keys, then all second ones),
//! since that is what deflate packs best.

use std::fmt;

/// Why a model file cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ModelError {
    /// It does not begin as a model file of this version does.
    OtherFormat,
    /// It ends too early.
    CutShort,
    /// Its content contradicts itself.
    Broken(&'static str),
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherFormat => f.write_str("not a model file of this version"),
            Self::CutShort => f.write_str("the model file ends too early"),
            Self::Broken(what) => write!(f, "the model file is broken: {what}"),
        }
    }
}

impl std::error::Error for ModelError {}

/// Reads what [`Writer`] wrote, and never more than is there.
pub(super) struct Reader<'b> {
    rest: &'b [u8],
}

impl<'b> Reader<'b> {
    pub(super) const fn new(bytes: &'b [u8]) -> Self {
        Self { rest: bytes }
    }

    pub(super) fn bytes(&mut self, count: usize) -> Result<&'b [u8], ModelError> {
        let (bytes, rest) = self.rest.split_at_checked(count).ok_or(ModelError::CutShort)?;
        self.rest = rest;
        Ok(bytes)
    }

    pub(super) fn byte(&mut self) -> Result<u8, ModelError> {
        self.bytes(1).map(|bytes| bytes[0])
    }

    /// A number in groups of seven bits, the lowest first.
    pub(super) fn number(&mut self) -> Result<u32, ModelError> {
        let mut number = 0_u32;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= u32::from(byte & 0x7f).wrapping_shl(shift);
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(ModelError::Broken("a number is too long"))
    }

    /// How many things follow; each takes a byte at least, so a broken file
    /// cannot ask for more memory than it has bytes.
    pub(super) fn count(&mut self) -> Result<usize, ModelError> {
        let count = self.number()? as usize;
        if count > self.rest.len() { Err(ModelError::CutShort) } else { Ok(count) }
    }

    pub(super) fn numbers(&mut self, count: usize) -> Result<Vec<u32>, ModelError> {
        (0..count).map(|_| self.number()).collect()
    }

    pub(super) fn text(&mut self) -> Result<&'b str, ModelError> {
        let count = self.count()?;
        std::str::from_utf8(self.bytes(count)?).map_err(|_| ModelError::Broken("a text is not UTF-8"))
    }

    /// Ascending keys.
    pub(super) fn keys(&mut self, count: usize) -> Result<Vec<u32>, ModelError> {
        let mut keys = vec![0_u32; count];
        for plane in 0..4 {
            for (key, &byte) in keys.iter_mut().zip(self.bytes(count)?) {
                *key |= u32::from(byte) << (8 * plane);
            }
        }
        let mut last = 0_u32;
        for key in &mut keys {
            last = last.wrapping_add(*key);
            *key = last;
        }
        Ok(keys)
    }
}

/// Collects what a [`Reader`] reads.
#[cfg(feature = "train")]
#[derive(Default)]
pub(super) struct Writer {
    pub(super) bytes: Vec<u8>,
}

#[cfg(feature = "train")]
impl Writer {
    pub(super) fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    pub(super) fn number(&mut self, number: impl TryInto<u32, Error: std::fmt::Debug>) {
        let mut rest = number.try_into().expect("counts in a model are small");
        while rest >= 0x80 {
            self.byte(rest as u8 | 0x80);
            rest >>= 7;
        }
        self.byte(rest as u8);
    }

    pub(super) fn text(&mut self, text: &str) {
        self.number(text.len());
        self.bytes.extend(text.bytes());
    }

    pub(super) fn keys(&mut self, keys: impl Iterator<Item = u32> + Clone) {
        let before = std::iter::once(0).chain(keys.clone());
        let gaps: Vec<u32> = keys.zip(before).map(|(key, before)| key - before).collect();
        for plane in 0..4 {
            self.bytes.extend(gaps.iter().map(|gap| (gap >> (8 * plane)) as u8));
        }
    }
}
