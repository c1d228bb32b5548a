using LowCode.Storage.LiteDb.Disk;

namespace LowCode.Storage.Tests.LiteDb;

/// <summary>A disk in memory that loses power after some steps, or fails a step.</summary>
internal sealed class SimulatedDisk(byte[]? data = null, byte[]? log = null) : IStoreDisk
{
    private SimulatedFile? _data;
    private SimulatedFile? _log;
    private byte[]? _dataAtStart = data;
    private bool _off;

    public string Name => "simulated";

    /// <summary>Steps (writes, syncs, changes of length) until the power goes; null for never.</summary>
    public int? StepsUntilCut { get; set; }

    public int Steps { get; private set; }

    /// <summary>May throw instead of a step: file, operation.</summary>
    public Action<string, string>? Fault { get; set; }

    public int UnsyncedBlocks => (_data?.UnsyncedBlocks ?? 0) + (_log?.UnsyncedBlocks ?? 0);

    public bool IsOff
    {
        get
        {
            lock (this)
                return _off;
        }
    }

    public bool Exists => _dataAtStart is not null;

    public void Create(ReadOnlySpan<byte> content)
    {
        lock (this)
        {
            Step("data", "create");
            _dataAtStart = content.ToArray();
        }
    }

    public IStoreFile OpenData() => _data ??= new SimulatedFile(this, "data", _dataAtStart!);

    public IStoreFile OpenLog() => _log ??= new SimulatedFile(this, "log", log ?? []);

    public void Dispose()
    {
    }

    /// <summary>The disk after the power is back.</summary>
    public SimulatedDisk Survive(Random random)
    {
        lock (this)
        {
            _off = true;
            return new SimulatedDisk(_data?.Survive(random) ?? _dataAtStart, _log?.Survive(random) ?? log);
        }
    }

    public void CheckPower()
    {
        if (_off)
            throw new IOException("The power is off.");
    }

    public void Step(string file, string operation)
    {
        CheckPower();
        Steps++;
        if (StepsUntilCut is <= 0)
        {
            _off = true;
            throw new IOException("The power has gone.");
        }
        if (StepsUntilCut is not null)
            StepsUntilCut--;
        Fault?.Invoke(file, operation);
    }
}
