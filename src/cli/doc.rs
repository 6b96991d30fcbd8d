//! `doc`: a page about a pack, made from its rule files.

use clap::Args;

use super::{Ending, Stop, packs, print};
use crate::pack::PackId;
use crate::writer::pack_page;

/// Writes a page about a pack, in Markdown: what it finds, with its examples
#[derive(Debug, Args)]
pub(super) struct Doc {
    /// A pack: a folder, a .toml file, or a shipped pack by name
    #[arg(value_name = "PACK")]
    pack: String,
}

impl Doc {
    pub(super) fn act(&self) -> Result<Ending, Stop> {
        let (pack, faulty) = packs::load_to_use(std::slice::from_ref(&self.pack))?;
        let rules = pack.rules();
        let asked = rules.packs.iter().position(|known| pack.name() == Some(&*known.name));
        if let Some(number) = asked {
            print(&pack_page(rules, PackId(number as u32)))?;
        }
        Ok(if faulty { Ending::CouldNot } else { Ending::Done })
    }
}
