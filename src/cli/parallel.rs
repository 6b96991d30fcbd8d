//! Work shared between threads, its results in order.

use std::io;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// How many items wait before and behind each worker. It bounds the memory, and
/// lets the others go on while one has a long article.
const WAITING: usize = 8;

/// Items through workers and out again in order. Each worker takes every n-th
/// item, so that order needs no sorting and memory stays bounded.
pub(super) fn in_order<T: Send, U: Send, W: FnMut(T) -> U>(
    jobs: usize,
    items: impl Iterator<Item = T> + Send,
    worker: impl Fn() -> W + Sync,
    mut take: impl FnMut(U) -> io::Result<()>,
) -> io::Result<()> {
    thread::scope(|scope| {
        let mut senders: Vec<SyncSender<T>> = Vec::new();
        let mut receivers: Vec<Receiver<U>> = Vec::new();
        for _ in 0..jobs {
            let (send_item, items) = sync_channel(WAITING);
            let (send_done, done) = sync_channel(WAITING);
            senders.push(send_item);
            receivers.push(done);
            let worker = &worker;
            scope.spawn(move || {
                let mut work = worker();
                // Either end hangs up when the output is closed.
                while let Ok(item) = items.recv() {
                    if send_done.send(work(item)).is_err() {
                        break;
                    }
                }
            });
        }
        scope.spawn(move || {
            for (number, item) in items.enumerate() {
                if senders[number % senders.len()].send(item).is_err() {
                    break;
                }
            }
        });
        for number in 0.. {
            let Ok(done) = receivers[number % jobs].recv() else { break };
            take(done)?;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        for jobs in [1, 2, 5] {
            let mut seen = Vec::new();
            let take = |n: u32| {
                seen.push(n);
                Ok(())
            };
            in_order(jobs, 0..1000, || |n: u32| n * 2, take).expect("nothing fails");
            assert!(seen.iter().copied().eq((0..1000).map(|n| n * 2)));
        }
    }

    #[test]
    fn an_endless_stream_ends_with_its_taker() {
        let mut left = 100;
        let take = |_| {
            left -= 1;
            if left > 0 { Ok(()) } else { Err(io::ErrorKind::BrokenPipe.into()) }
        };
        let ended = in_order(2, 0u64.., || |n| n, take).expect_err("the taker stops");
        assert_eq!(ended.kind(), io::ErrorKind::BrokenPipe);
    }
}
