//! `schema`: the JSON Schema of a rule file.

use clap::Args;

use super::{Ending, Stop, print};

/// Prints the JSON Schema of a rule file, for editors: put
/// `#:schema rules.schema.json` on the first line of a rule file.
#[derive(Debug, Args)]
pub(super) struct Schema {}

impl Schema {
    #[expect(clippy::unused_self, reason = "every verb acts")]
    pub(super) fn act(&self) -> Result<Ending, Stop> {
        print(&crate::pack::schema())?;
        Ok(Ending::Done)
    }
}
