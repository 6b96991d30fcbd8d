//! The model file of the parser: a magic line, then the relations and the
//! weights, deflated.

use super::features::KEY_BITS;
use super::{Labels, ModelError, Parser};
use crate::analysis::english::bytes::Reader;
use crate::analysis::english::model_file::{read_weights, unpack};

/// The first bytes of the file; the number changes with the layout.
const MAGIC: &[u8] = b"nutgraf parser model 1\n";

pub(super) fn read(file: &[u8]) -> Result<Parser, ModelError> {
    let unpacked = unpack(file, MAGIC)?;
    let mut reader = Reader::new(&unpacked);
    let count = reader.count()?;
    if count == 0 || count > Labels::MOST {
        return Err(ModelError::Broken("the number of relations"));
    }
    let names = (0..count).map(|_| Ok(reader.text()?.into())).collect::<Result<Vec<Box<str>>, ModelError>>()?;
    let labels = Labels::new(names);
    let weights = read_weights(&mut reader, KEY_BITS, 2 * labels.count() + 1)?;
    Ok(Parser { weights, labels })
}

/// The model file of the parts; the rows ascend.
#[cfg(feature = "train")]
pub(in super::super) fn write(
    labels: &Labels,
    levels: &[i16],
    rows: &[crate::analysis::english::model_file::Row],
) -> Vec<u8> {
    use crate::analysis::english::bytes::Writer;
    use crate::analysis::english::model_file::{pack, write_weights};

    let mut writer = Writer::default();
    writer.number(labels.count());
    (0..labels.count()).for_each(|label| writer.text(labels.name(label as u8)));
    write_weights(&mut writer, levels, rows);
    pack(MAGIC, &writer)
}
