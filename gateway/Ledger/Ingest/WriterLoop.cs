using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Kiosk.Ledger.Ingest;

/// <summary>
/// Group commit: one thread takes whatever waits, up to the limit, and commits it. The queue is bounded; a caller
/// waits for room, which reaches the devices as back-pressure. A frame that comes alone is committed at once; when the
/// commit before was a group, its devices are given a moment to send again, so that they share the next one too.
/// </summary>
internal sealed class WriterLoop : IDisposable
{
    private const int LingerMs = 1, LingersMax = 50;

    private readonly Committer _committer;
    private readonly int _groupMax;
    private readonly Channel<Waiting> _queue;
    private readonly SemaphoreSlim _work = new(0);
    private readonly Thread _thread;
    private volatile bool _stopping;

    public WriterLoop(Committer committer, LedgerOptions options)
    {
        _committer = committer;
        _groupMax = options.GroupMax;
        _queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(options.QueueMax) { SingleReader = true });
        _thread = new Thread(Run) { IsBackground = true, Name = "ledger writer" };
        _thread.Start();
    }

    public async Task<IngestResult> Submit(InboundFrame frame)
    {
        var waiting = new Waiting(frame);
        try
        {
            await _queue.Writer.WriteAsync(waiting).ConfigureAwait(false);
        }
        catch (ChannelClosedException e)
        {
            throw new LedgerException("The ledger is closing; the frame is not taken.", e);
        }

        try
        {
            _work.Release();
        }
        catch (ObjectDisposedException)
        {
            // The loop ends only with an empty queue: it took this frame before it was told of it.
        }

        return await waiting.Task.ConfigureAwait(false);
    }

    public void Dispose()
    {
        _queue.Writer.TryComplete();
        _stopping = true;
        _work.Release();
        _thread.Join();
        _work.Dispose();
    }

    private void Run()
    {
        var group = new List<Waiting>(_groupMax);
        int before = 0;
        while (!_stopping || _queue.Reader.Count > 0)
        {
            if (_queue.Reader.Count == 0)
            {
                _work.Wait();
            }

            Gather(group, before);
            if (group.Count > 0)
            {
                before = group.Count;
                Commit(group);
                group.Clear();
            }
        }
    }

    // Takes what waits, then lingers while less than the group before has come and each next frame comes soon.
    private void Gather(List<Waiting> group, int before)
    {
        Drain(group);
        for (int i = 0; i < LingersMax && group.Count > 0 && group.Count < before && _work.Wait(LingerMs); i++)
        {
            Drain(group);
        }
    }

    // A permit stands for a frame in the queue; those of the frames taken here would wake the loop for nothing.
    private void Drain(List<Waiting> group)
    {
        while (group.Count < _groupMax && _queue.Reader.TryRead(out Waiting? waiting))
        {
            group.Add(waiting);
            _work.Wait(0);
        }
    }

    // A frame that upsets this program must not take its neighbours with it: they are tried again one by one.
    private void Commit(List<Waiting> group)
    {
        LedgerException? failure = Try(group);
        if (failure == null)
        {
            return;
        }

        if (group.Count == 1 || failure.InnerException is SqliteException)
        {
            group.ForEach(waiting => waiting.SetException(failure));
            return;
        }

        foreach (Waiting waiting in group)
        {
            if (Try([waiting]) is { } own)
            {
                waiting.SetException(own);
            }
        }
    }

    private LedgerException? Try(List<Waiting> group)
    {
        try
        {
            IngestResult[] results = _committer.Take(group.ConvertAll(waiting => waiting.Frame));
            for (int i = 0; i < results.Length; i++)
            {
                group[i].SetResult(results[i]);
            }

            return null;
        }
        catch (LedgerException e)
        {
            return e;
        }
        catch (Exception e)
        {
            return new LedgerException("The ledger failed on a frame: " + e.Message, e);
        }
    }

    private sealed class Waiting(InboundFrame frame)
        : TaskCompletionSource<IngestResult>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public InboundFrame Frame { get; } = frame;
    }
}
