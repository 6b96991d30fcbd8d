//! The model file: a magic line, then everything else deflated.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHasher};

use super::bytes::{ModelError, Reader};
use super::dictionary::{Dictionary, Known, TagSet};
use super::features::KEY_BITS;
use super::lemmas::{Case, Edit, Lemmas};
use super::lexicon::{Lexicon, Senses};
use super::names::TagNames;
use super::weights::{FeatureKey, Weights};
use super::{English, Tag};
use crate::analysis::UPOS;

/// The first bytes of a model file; the number changes with the layout.
const MAGIC: &[u8] = b"nutgraf english model 2\n";

/// No model is larger than this, unpacked.
const MOST_BYTES: usize = 1 << 26;

pub(super) fn read(file: &[u8]) -> Result<English, ModelError> {
    let unpacked = unpack(file, MAGIC)?;
    let mut reader = Reader::new(&unpacked);
    let names = read_names(&mut reader)?;
    let dictionary = read_dictionary(&mut reader, &names)?;
    let weights = read_weights(&mut reader, KEY_BITS, names.tags().count())?;
    let lemmas = read_lemmas(&mut reader)?;
    let mut hasher = FxHasher::default();
    hasher.write(file);
    Ok(English { names, dictionary, weights, lemmas, number: hasher.finish() })
}

/// The bytes of a file that begins with a magic line.
pub(super) fn unpack(file: &[u8], magic: &[u8]) -> Result<Vec<u8>, ModelError> {
    let packed = file.strip_prefix(magic).ok_or(ModelError::OtherFormat)?;
    miniz_oxide::inflate::decompress_to_vec_with_limit(packed, MOST_BYTES)
        .map_err(|_| ModelError::Broken("it does not unpack"))
}

fn read_names(reader: &mut Reader<'_>) -> Result<TagNames, ModelError> {
    let count = reader.count()?;
    if count == 0 || count > TagNames::MOST {
        return Err(ModelError::Broken("the number of tags"));
    }
    let mut names = Vec::with_capacity(count);
    for _ in 0..count {
        let upos = UPOS.get(usize::from(reader.byte()?)).ok_or(ModelError::Broken("a part of speech"))?;
        names.push((*upos, reader.text()?.into()));
    }
    Ok(TagNames::new(names))
}

fn read_dictionary(reader: &mut Reader<'_>, names: &TagNames) -> Result<Dictionary, ModelError> {
    let count = reader.count()?;
    let mut sets = Vec::with_capacity(count);
    for _ in 0..count {
        let mut set = 0_u128;
        for _ in 0..reader.count()? {
            set |= 1 << read_tag(reader, names)?.0;
        }
        if set == 0 {
            return Err(ModelError::Broken("a set of tags"));
        }
        sets.push(TagSet(set));
    }
    let count = reader.count()?;
    let keys = reader.keys(count)?;
    let mut column = || reader.numbers(count);
    let (classes, allowed, senses) = (column()?, column()?, column()?);
    let mut forms = FxHashMap::default();
    forms.reserve(count);
    for (((key, class), allowed), senses) in keys.into_iter().zip(classes).zip(allowed).zip(senses) {
        if allowed as usize >= sets.len() {
            return Err(ModelError::Broken("the number of a set of tags"));
        }
        let known = Known { class: class as u16, allowed: allowed as u16, senses: Senses(senses as u16) };
        forms.insert(key, known);
    }
    if sets.is_empty() {
        return Err(ModelError::Broken("no set of tags"));
    }
    Ok(Dictionary { sets, forms, lexicon: read_lexicon(reader)? })
}

fn read_lexicon(reader: &mut Reader<'_>) -> Result<Lexicon, ModelError> {
    let count = reader.count()?;
    let keys = reader.keys(count)?;
    let senses = reader.bytes(count)?.iter().map(|&senses| u16::from(senses));
    Ok(Lexicon::new(keys.into_iter().zip(senses)))
}

fn read_tag(reader: &mut Reader<'_>, names: &TagNames) -> Result<Tag, ModelError> {
    let tag = Tag(reader.byte()?);
    if names.has(tag) { Ok(tag) } else { Err(ModelError::Broken("a tag")) }
}

fn read_map<V>(
    reader: &mut Reader<'_>,
    value: impl Fn(u32) -> Result<V, ModelError>,
) -> Result<FxHashMap<u32, V>, ModelError> {
    let count = reader.count()?;
    let keys = reader.keys(count)?;
    keys.into_iter().map(|key| Ok((key, value(reader.number()?)?))).collect()
}

pub(super) fn read_weights<const N: usize>(
    reader: &mut Reader<'_>,
    key_bits: u32,
    answers: usize,
) -> Result<Weights<N>, ModelError> {
    let levels = reader.count()?;
    let levels: Vec<i16> = reader.numbers(levels)?.into_iter().map(|level| (level as u16).cast_signed()).collect();
    let count = reader.count()?;
    let keys: Vec<FeatureKey> = reader.keys(count)?;
    let lengths = reader.numbers(count)?;
    let total = lengths.iter().fold(0_usize, |sum, &length| sum.saturating_add(length as usize));
    let tags = reader.bytes(total)?;
    let codes = reader.bytes(total)?;
    if tags.iter().any(|&tag| usize::from(tag) >= answers)
        || codes.iter().any(|&code| usize::from(code) >= levels.len())
    {
        return Err(ModelError::Broken("a weight"));
    }
    if keys.last().is_some_and(|key| key >> key_bits != 0) || !keys.is_sorted() {
        return Err(ModelError::Broken("a key"));
    }
    if lengths.contains(&0) {
        return Err(ModelError::Broken("a feature without weights"));
    }
    let cells: Vec<(Tag, u8)> = tags.iter().map(|&tag| Tag(tag)).zip(codes.iter().copied()).collect();
    let mut rest = cells.as_slice();
    let rows: Vec<_> = keys
        .into_iter()
        .zip(lengths)
        .map(|(key, length)| {
            let (row, after) = rest.split_at(length as usize);
            rest = after;
            (key, row)
        })
        .collect();
    Ok(Weights::new(key_bits, levels, rows.into_iter()))
}

fn read_lemmas(reader: &mut Reader<'_>) -> Result<Lemmas, ModelError> {
    let count = reader.count()?;
    let mut edits = Vec::with_capacity(count);
    for _ in 0..count {
        let case = Case::ALL.get(usize::from(reader.byte()?)).ok_or(ModelError::Broken("the case of a lemma"))?;
        edits.push(Edit { case: *case, strip: reader.byte()?, append: reader.text()?.into() });
    }
    let edit = |number: u32| match u16::try_from(number) {
        Ok(edit) if usize::from(edit) < count => Ok(edit),
        _ => Err(ModelError::Broken("the script of a lemma")),
    };
    let exceptions = read_map(reader, edit)?;
    let rules = read_map(reader, edit)?;
    Ok(Lemmas { edits, exceptions, rules })
}

#[cfg(feature = "train")]
pub(super) use writing::{Row, pack, write, write_weights};

#[cfg(feature = "train")]
mod writing {
    use super::super::bytes::Writer;
    use super::{Dictionary, FeatureKey, FxHashMap, Known, Lemmas, MAGIC, Tag, TagNames, UPOS};

    /// A feature's weights: each a tag and the number of a level.
    pub(in super::super) type Row = (FeatureKey, Vec<(Tag, u8)>);

    /// The model file of the parts; the rows ascend.
    pub(in super::super) fn write(
        names: &TagNames,
        dictionary: &Dictionary,
        (levels, rows): (&[i16], &[Row]),
        lemmas: &Lemmas,
    ) -> Vec<u8> {
        let mut writer = Writer::default();
        write_names(&mut writer, names);
        write_dictionary(&mut writer, dictionary);
        write_weights(&mut writer, levels, rows);
        write_lemmas(&mut writer, lemmas);
        pack(MAGIC, &writer)
    }

    /// The file of what was written, behind a magic line.
    pub(in super::super) fn pack(magic: &[u8], writer: &Writer) -> Vec<u8> {
        let mut file = magic.to_vec();
        file.extend(miniz_oxide::deflate::compress_to_vec(&writer.bytes, 10));
        file
    }

    fn write_names(writer: &mut Writer, names: &TagNames) {
        writer.number(names.tags().count());
        for tag in names.tags() {
            let upos = UPOS.iter().position(|upos| *upos == names.upos(tag)).expect("names are made from the list");
            writer.byte(upos as u8);
            writer.text(names.xpos(tag));
        }
    }

    fn write_dictionary(writer: &mut Writer, dictionary: &Dictionary) {
        writer.number(dictionary.sets.len());
        for set in &dictionary.sets {
            writer.number(set.0.count_ones());
            set.iter().for_each(|tag| writer.byte(tag.0));
        }
        let mut forms: Vec<(u32, Known)> = dictionary.forms.iter().map(|(&key, &known)| (key, known)).collect();
        forms.sort_unstable_by_key(|form| form.0);
        writer.number(forms.len());
        writer.keys(forms.iter().map(|form| form.0));
        forms.iter().for_each(|form| writer.number(form.1.class));
        forms.iter().for_each(|form| writer.number(form.1.allowed));
        forms.iter().for_each(|form| writer.number(form.1.senses.0));
        let words = dictionary.lexicon.words();
        writer.number(words.len());
        writer.keys(words.iter().map(|word| word.0));
        words.iter().for_each(|word| writer.byte(word.1 as u8));
    }

    fn write_map<V: Copy>(writer: &mut Writer, map: &FxHashMap<u32, V>, number: impl Fn(V) -> u32) {
        let mut entries: Vec<(u32, u32)> = map.iter().map(|(&key, &value)| (key, number(value))).collect();
        entries.sort_unstable();
        writer.number(entries.len());
        writer.keys(entries.iter().map(|entry| entry.0));
        entries.iter().for_each(|entry| writer.number(entry.1));
    }

    pub(in super::super) fn write_weights(writer: &mut Writer, levels: &[i16], rows: &[Row]) {
        writer.number(levels.len());
        levels.iter().for_each(|&level| writer.number(level.cast_unsigned()));
        writer.number(rows.len());
        writer.keys(rows.iter().map(|row| row.0));
        rows.iter().for_each(|row| writer.number(row.1.len()));
        let cells = || rows.iter().flat_map(|row| &row.1);
        cells().for_each(|cell| writer.byte(cell.0.0));
        cells().for_each(|cell| writer.byte(cell.1));
    }

    fn write_lemmas(writer: &mut Writer, lemmas: &Lemmas) {
        writer.number(lemmas.edits.len());
        for edit in &lemmas.edits {
            writer.byte(edit.case as u8);
            writer.byte(edit.strip);
            writer.text(&edit.append);
        }
        write_map(writer, &lemmas.exceptions, u32::from);
        write_map(writer, &lemmas.rules, u32::from);
    }
}
