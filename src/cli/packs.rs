//! Packs as the command line names them.

use crate::Pack;
use crate::diagnostic::{Diagnostic, render_text};

use super::{Stop, warn};

/// Loads packs by path or name; none named are all shipped ones.
pub(super) fn load(names: &[String]) -> Result<Pack, Stop> {
    let shipped: Vec<String> = Pack::shipped().into_iter().map(str::to_owned).collect();
    Ok(Pack::load_all(if names.is_empty() { &shipped } else { names })?)
}

/// Loads packs to use them: errors are printed, and what is right still works.
/// The second value says whether there were any.
pub(super) fn load_to_use(names: &[String]) -> Result<(Pack, bool), Stop> {
    let pack = load(names)?;
    tell_errors(&[&pack]);
    let has_errors = pack.has_errors();
    Ok((pack, has_errors))
}

/// Prints the errors of packs, each once where several packs have it.
pub(super) fn tell_errors(packs: &[&Pack]) {
    let mut errors: Vec<Diagnostic> = Vec::new();
    for fault in packs.iter().flat_map(|pack| pack.diagnostics()).filter(|fault| fault.is_error()) {
        if !errors.contains(fault) {
            errors.push(fault.clone());
        }
    }
    if !errors.is_empty() {
        warn(render_text(&errors, true).trim_end());
    }
}
