//! `new`: a pack to begin with.

use std::fs;
use std::path::PathBuf;

use clap::Args;

use super::{Ending, Stop, print};

/// Begins a pack: a folder with a type, a list, a rule and its examples, which
/// passes `nutgraf test` at once.
#[derive(Debug, Args)]
pub(super) struct New {
    /// The folder to make; its last part is the name of the pack
    folder: PathBuf,
}

impl New {
    pub(super) fn act(&self) -> Result<Ending, Stop> {
        let shown = self.folder.display();
        let name = self.folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let starts_well = name.chars().next().is_some_and(|c| c.is_ascii_alphabetic());
        if !starts_well || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_') {
            return Err(Stop::Because(format!("`{name}` is no name for a pack: use letters, digits and hyphens")));
        }
        if self.folder.exists() {
            return Err(Stop::Because(format!("{shown} is there already; nothing was written")));
        }
        let write = |file: &str, text: &str| fs::write(self.folder.join(file), text);
        fs::create_dir_all(&self.folder)?;
        write("pack.toml", &PACK.replace("NAME", name))?;
        write("rules.toml", RULES)?;
        print(&format!("wrote {shown}/pack.toml and {shown}/rules.toml\ntry: nutgraf test {shown}\n"))?;
        Ok(Ending::Done)
    }
}

const PACK: &str = r#"[pack]
syntax   = 1
name     = "NAME"
about    = "Who opened what."
language = "en"
"#;

const RULES: &str = r#"[type.Opening]
about = "Something was opened to the public."
roles = { what = "text", place = "text?" }

[list.public-place]
words = ["museum", "bridge", "library", "park"]
match = "lemma"

[[rule]]
name    = "opens"
tag     = "Opening"
pattern = '(what: #DET? #ADJ{0,2} @public-place) ~open ("in" (place: [cap & !first]+))?'

[[rule.example]]
text  = "The new museum opened in Porto on Friday."
facts = [{ what = "The new museum", place = "Porto" }]

[[rule.example]]
text  = "The new museum is in Porto."
facts = []
"#;
