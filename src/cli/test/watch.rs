//! `--watch`: after each save, what it touched runs again.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use notify::{EventKind, RecursiveMode, Watcher};

use super::super::{Ending, Stop, print, warn};
use super::Test;
use super::kept::Kept;
use super::round::Round;

/// How long saves are gathered: editors write a file in several steps.
const GATHER: Duration = Duration::from_millis(20);

/// Runs the tests, and again what each save touches, until it is interrupted.
pub(super) fn watch(test: &Test) -> Result<Ending, Stop> {
    let (send, saves) = channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let Ok(event) = event else { return };
        if matches!(event.kind, EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_)) {
            // The receiver is gone when the program ends.
            let _ = send.send(event.paths);
        }
    })
    .map_err(|error| Stop::Because(format!("files cannot be watched here: {error}")))?;
    if test.packs.is_empty() {
        return Err(Stop::Because("name the packs to watch: the shipped ones are inside the program".into()));
    }
    for pack in &test.packs {
        let path = Path::new(pack);
        if !path.exists() {
            return Err(Stop::Because(format!("{pack}: only packs on disk can be watched")));
        }
        // A file that is replaced is seen by its folder alone.
        let folder =
            if path.is_dir() { path } else { path.parent().filter(|up| up.is_dir()).unwrap_or(Path::new(".")) };
        let mode = if path.is_dir() { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
        watcher.watch(folder, mode).map_err(|error| Stop::Because(format!("{pack}: {error}")))?;
    }
    let mut kept = Kept::default();
    tell(test, || kept.begin(test))?;
    while let Some(files) = gather(&saves) {
        tell(test, || kept.run_touched(test, &files))?;
    }
    Ok(Ending::Done)
}

/// The files of the next saves.
fn gather(saves: &Receiver<Vec<PathBuf>>) -> Option<BTreeSet<PathBuf>> {
    loop {
        let mut files: BTreeSet<PathBuf> = saves.recv().ok()?.into_iter().collect();
        loop {
            match saves.recv_timeout(GATHER) {
                Ok(more) => files.extend(more),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        let files: BTreeSet<PathBuf> = files.into_iter().filter(|file| is_of_pack(file)).collect();
        if !files.is_empty() {
            return Some(files.iter().map(|file| file.canonicalize().unwrap_or_else(|_| file.clone())).collect());
        }
    }
}

/// Whether a file may be one of a pack, and not what an editor leaves beside it.
fn is_of_pack(file: &Path) -> bool {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let ending = file.extension().map(|ending| ending.to_string_lossy().into_owned()).unwrap_or_default();
    !name.starts_with('.')
        && matches!(&*ending, "toml" | "tsv" | "txt" | "jsonl" | "ndjson" | "conllu" | "facts" | "gz" | "zst")
}

/// Runs a round and tells it.
fn tell(test: &Test, run: impl FnOnce() -> Result<Round, Stop>) -> Result<(), Stop> {
    let start = Instant::now();
    match run() {
        Ok(round) => {
            test.tell(&round, None, None)?;
            print(&format!("{} ms, waiting for saves\n\n", start.elapsed().as_millis()))
        }
        // A pack that cannot be read in the middle of a save is read at the next one.
        Err(Stop::Because(reason)) => {
            warn(&format!("error: {reason}"));
            Ok(())
        }
        Err(Stop::ClosedPipe) => Err(Stop::ClosedPipe),
    }
}
