//! The fixtures of a pack: the articles in its folder `tests`, each with the
//! golden of its name beside it (`summit.txt` and `summit.facts`).

use std::collections::BTreeMap;
use std::path::Path;

use super::articles::from_bytes;
use super::input::{format_of, stem};
use super::{Problem, packs};
use crate::pack::RawFile;
use crate::text::Article;

/// An article of a pack's tests, with its golden.
#[derive(Debug, Clone)]
pub struct FixtureFile {
    /// Its name: that of the files without their endings.
    pub name: String,
    /// The article; or why it cannot be read.
    pub article: Result<Article, String>,
    /// The golden's path, as it is printed.
    pub golden_file: String,
    /// What stands there; none: no such file.
    pub golden: Option<String>,
}

/// The fixtures of a pack that is named as for [`crate::Pack::load`], by name.
///
/// ```
/// let fixtures = nutgraf::reader::fixtures(std::path::Path::new("no-such-pack")).unwrap();
/// assert!(fixtures.is_empty());
/// ```
///
/// # Errors
/// The folder or one of its files cannot be read.
pub fn fixtures(pack: &Path) -> Result<Vec<FixtureFile>, Problem> {
    let files = packs::test_files(pack).map_err(|reason| Problem::new(pack.to_string_lossy(), reason))?;
    let mut found: BTreeMap<String, FixtureFile> = BTreeMap::new();
    for file in files {
        let path = Path::new(&file.name);
        let is_golden = path.extension().is_some_and(|ending| ending == "facts");
        if !is_golden && format_of(path).is_none() {
            continue;
        }
        let name = stem(&path.with_extension(if is_golden { "txt" } else { ending(path) }));
        let golden_file = path.with_file_name(format!("{name}.facts")).to_string_lossy().replace('\\', "/");
        let fixture = found.entry(name.clone()).or_insert_with(|| FixtureFile {
            article: Err("there is no article of its name beside it".into()),
            golden: None,
            golden_file,
            name,
        });
        if is_golden {
            fixture.golden = Some(String::from_utf8_lossy(&file.bytes).replace("\r\n", "\n"));
        } else if fixture.article.is_ok() {
            fixture.article = Err("two articles have its name".into());
        } else {
            fixture.article = article(file);
        }
    }
    Ok(found.into_values().collect())
}

fn ending(path: &Path) -> &str {
    path.extension().and_then(|ending| ending.to_str()).unwrap_or_default()
}

/// The one article of a file.
fn article(file: RawFile) -> Result<Article, String> {
    let path = Path::new(&file.name);
    let (format, id) = (format_of(path), stem(path));
    let mut articles = from_bytes(file.bytes, format, &file.name, id)?;
    match (articles.next(), articles.next()) {
        (Some(Ok(article)), None) => Ok(article),
        (Some(Err(problem)), _) => Err(problem.message),
        (None, _) => Err(format!("{} holds no article", file.name)),
        (_, Some(_)) => Err(format!("{} holds more than one article; a fixture is one", file.name)),
    }
}
