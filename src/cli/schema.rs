//! `schema`: the JSON Schema of a rule file.

use clap::Args;

use super::{Ending, Stop, print};

/// Prints the JSON Schema of a rule file, for editors.
///
/// An editor finds it by the first line of a rule file:
/// `#:schema rules.schema.json`
#[derive(Debug, Args)]
pub(super) struct Schema {}

impl Schema {
    #[expect(clippy::unused_self, reason = "every verb acts")]
    pub(super) fn act(&self) -> Result<Ending, Stop> {
        print(&crate::pack::schema())?;
        Ok(Ending::Done)
    }
}
