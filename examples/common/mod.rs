//! What the examples share.

use std::error::Error;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// The text of a file; one whose name ends in `gz` is unpacked.
pub(crate) fn read(path: &Path) -> Result<String, Box<dyn Error>> {
    let mut text = String::new();
    let file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    if path.extension().is_some_and(|extension| extension == "gz") {
        flate2::read::MultiGzDecoder::new(file).read_to_string(&mut text)?;
    } else {
        std::io::BufReader::new(file).read_to_string(&mut text)?;
    }
    Ok(text)
}
