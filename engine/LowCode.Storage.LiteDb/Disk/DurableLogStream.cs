using System.Diagnostics;

namespace LowCode.Storage.LiteDb.Disk;

/// <summary>
/// The engine's log, made durable. The engine writes pages, the last of a transaction with its confirm byte set; here
/// they wait in memory with that byte cleared until <see cref="Commit"/> writes them, syncs, writes the confirm bytes
/// and syncs again. So a transaction's confirmation is on the disk only after all of its pages are, and whatever a
/// power cut leaves of an unfinished commit is ignored when the log is read. See docs/adr/0003.
/// <para>The engine calls from its writer thread too: members are thread-safe. Writing never fails there; a failure is
/// kept and thrown by <see cref="Commit"/>.</para>
/// </summary>
internal sealed class DurableLogStream : PageStream
{
    /// <summary>Where the confirm byte of a page lies.</summary>
    public const int ConfirmOffset = 18;

    private const int SpillBytes = 16 * 1024 * 1024;
    private static readonly TimeSpan PatienceWithEngine = TimeSpan.FromSeconds(60);

    private readonly IStoreFile _file;
    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim _confirmed = new();
    private readonly List<long> _confirms = [];
    private byte[] _waiting = new byte[64 * PageSize];
    private int _waitingBytes;
    private long _written;
    private bool _cut;
    private Exception? _failure;

    public DurableLogStream(IStoreFile file)
    {
        _file = file;
        Durable = _written = file.Length;
    }

    /// <summary>Length of what is on the disk and confirmed.</summary>
    public long Durable { get; private set; }

    /// <summary>True from the moment a commit writes confirm bytes until it is through: a failure then leaves the outcome open.</summary>
    public bool IsConfirming { get; private set; }

    public override long Length
    {
        get
        {
            lock (_gate)
                return _written + _waitingBytes;
        }
    }

    /// <summary>From now on nothing reaches the file, whatever a failing engine still tries.</summary>
    public void Cut()
    {
        lock (_gate)
            _cut = true;
    }

    /// <summary>
    /// Makes the one transaction that the engine has just committed durable. Anything thrown means that it is not,
    /// unless <see cref="IsConfirming"/> stays true: then nobody knows.
    /// </summary>
    /// <param name="beforeConfirming">Called when all but the confirmation is on the disk; when it throws, the transaction is not confirmed.</param>
    public void Commit(Action? beforeConfirming = null)
    {
        // The engine may still be handing pages over on its writer thread; the confirmed page comes last.
        if (!_confirmed.Wait(PatienceWithEngine))
            throw new IOException("The database engine did not write its transaction to the log.", _failure);
        lock (_gate)
        {
            if (_failure is not null)
                throw new IOException(_failure.Message, _failure);
            Spill();
            _file.Sync();
            beforeConfirming?.Invoke();
            IsConfirming = true;
            foreach (var position in _confirms)
                _file.Write(position + ConfirmOffset, [1]);
            _file.Sync();
            IsConfirming = false;
            _confirms.Clear();
            _confirmed.Reset();
            Durable = _written;
        }
    }

    /// <summary>Nothing: the engine flushes when it pleases, durability is <see cref="Commit"/>'s.</summary>
    public override void Flush()
    {
    }

    public override int Read(Span<byte> buffer)
    {
        lock (_gate)
        {
            var count = 0;
            if (Position < _written)
            {
                var inFile = (int)Math.Min(buffer.Length, _written - Position);
                count = _file.Read(Position, buffer[..inFile]);
            }
            if (count < buffer.Length && Position + count >= _written)
            {
                var offset = (int)(Position + count - _written);
                var inMemory = Math.Min(buffer.Length - count, _waitingBytes - offset);
                if (inMemory > 0)
                {
                    _waiting.AsSpan(offset, inMemory).CopyTo(buffer[count..]);
                    count += inMemory;
                }
            }
            Position += count;
            return count;
        }
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        lock (_gate)
        {
            if (buffer.Length != PageSize || Position != _written + _waitingBytes)
                _failure ??= new UnreachableException("The database engine writes its log in another way than expected.");
            if (_cut || _failure is not null)
            {
                Position += buffer.Length;
                _confirmed.Set();
                return;
            }
            Keep(buffer);
            Position += buffer.Length;
        }
    }

    /// <summary>The engine empties the log after a checkpoint; the emptying is synced before anything new is written.</summary>
    public override void SetLength(long value)
    {
        lock (_gate)
        {
            if (_cut)
                return;
            if (_waitingBytes > 0)
                throw new UnreachableException("The log is cut while pages wait for their commit.");
            _file.SetLength(value);
            _file.Sync();
            Durable = _written = value;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _confirmed.Dispose();
        base.Dispose(disposing);
    }

    private void Keep(ReadOnlySpan<byte> page)
    {
        if (_waitingBytes + PageSize > _waiting.Length)
        {
            if (_waiting.Length < SpillBytes)
                Array.Resize(ref _waiting, _waiting.Length * 2);
            else
                TrySpill();
        }
        if (_failure is not null)
        {
            _confirmed.Set();
            return;
        }
        var kept = _waiting.AsSpan(_waitingBytes, PageSize);
        page.CopyTo(kept);
        if (kept[ConfirmOffset] != 0)
        {
            kept[ConfirmOffset] = 0;
            _confirms.Add(_written + _waitingBytes);
            _confirmed.Set();
        }
        _waitingBytes += PageSize;
    }

    private void TrySpill()
    {
        try
        {
            Spill();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _failure = failure;
        }
    }

    private void Spill()
    {
        _file.Write(_written, _waiting.AsSpan(0, _waitingBytes));
        _written += _waitingBytes;
        _waitingBytes = 0;
    }
}
