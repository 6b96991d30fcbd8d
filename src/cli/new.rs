//! `new`: a pack to begin with.

use std::fs;
use std::path::PathBuf;

use clap::Args;

use super::{Ending, Stop, print};
use crate::suite::{is_pack_name, scaffold};

/// Begins a pack that passes its own test.
///
/// It is a folder with types, lists, a rule and its examples.
#[derive(Debug, Args)]
pub(super) struct New {
    /// The folder to make; its last part is the name of the pack
    folder: PathBuf,
}

impl New {
    pub(super) fn act(&self) -> Result<Ending, Stop> {
        let shown = self.folder.display();
        let name = self.folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if !is_pack_name(name) {
            return Err(Stop::Because(format!("`{name}` is no name for a pack: use letters, digits and hyphens")));
        }
        if self.folder.exists() {
            return Err(Stop::Because(format!("{shown} is there already; nothing was written")));
        }
        fs::create_dir_all(&self.folder)?;
        for (file, text) in scaffold(name) {
            fs::write(self.folder.join(file), text)?;
            print(&format!("wrote {shown}/{file}\n"))?;
        }
        print(&format!("try: nutgraf test {shown}\n"))?;
        Ok(Ending::Done)
    }
}
