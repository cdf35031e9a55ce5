using Kiosk.Ledger.Ingest;

namespace Kiosk.Ledger.Store;

/// <summary>
/// Devices by number as the committing thread sees them: loaded on first use, written back per commit, dropped after a
/// rollback or a change of the registry. Used under the gate.
/// </summary>
internal sealed class DeviceTable : IDisposable
{
    private readonly Dictionary<long, DeviceState> _known = [];
    private readonly HashSet<long> _touched = [];
    private readonly SecretBox _box;
    private readonly VersionStore _versions;
    private readonly Statement _select;
    private readonly Statement _put;

    public DeviceTable(Database database, SecretBox box, VersionStore versions)
    {
        _box = box;
        _versions = versions;
        _select = new(database.Writer, """
            SELECT d.kiosk_id, d.secret, d.revoked_at, p.contiguous, p.ranges, p.contiguous_wall, p.chain_seq,
                p.chain, p.chain_broken, p.last_seen, p.duplicates
            FROM device d LEFT JOIN progress p ON p.device=d.number WHERE d.number=?
            """);
        _put = new(database.Writer, "INSERT OR REPLACE INTO progress VALUES(?,?,?,?,?,?,?,?,?,?)");
    }

    /// <summary>The device, or null when it is not registered.</summary>
    public DeviceState? Find(long device)
    {
        if (!_known.TryGetValue(device, out DeviceState? state))
        {
            state = Load(device);
            if (state != null)
            {
                _known[device] = state;
            }
        }

        return state;
    }

    public void Touch(DeviceState state) => _touched.Add(state.Keys.Device);

    /// <summary>Writes the touched devices into the open transaction.</summary>
    public void Flush()
    {
        foreach (long device in _touched)
        {
            DeviceState s = _known[device];
            _put.Bind(1, device).Bind(2, s.Progress.Contiguous).Bind(3, s.Progress.Highest).Bind(4, s.Progress.Write())
                .Bind(5, s.ContiguousWall).Bind(6, s.Chain.Resume).Bind(7, s.Chain.State())
                .Bind(8, s.Chain.BrokenChains).Bind(9, s.LastSeen).Bind(10, s.Duplicates).Run();
        }
    }

    public void Settle() => _touched.Clear();

    /// <summary>After a rollback: what was touched is read from the database again.</summary>
    public void Forget()
    {
        foreach (long device in _touched)
        {
            _known.Remove(device);
        }

        _touched.Clear();
    }

    /// <summary>After a change of the registry.</summary>
    public void Forget(long device) => _known.Remove(device);

    public void Dispose()
    {
        _select.Dispose();
        _put.Dispose();
    }

    private DeviceState? Load(long device)
    {
        try
        {
            return _select.Bind(1, device).Next() ? Read(device) : null;
        }
        finally
        {
            _select.Reset();
        }
    }

    private DeviceState Read(long device)
    {
        var keys = new DeviceKeys(device, _box.Unseal(device, _select.Bytes(1)));
        var chain = new TerminalChain(keys, _select.Text(0), _versions);
        chain.Restore(_select.Long(6), _select.Bytes(7), _select.Int(8));
        return new DeviceState
        {
            Keys = keys,
            Revoked = !_select.IsNull(2),
            Chain = chain,
            Catalogues = _versions.Of(keys),
            Progress = Progress.Read(_select.Long(3), _select.Bytes(4)),
            ContiguousWall = _select.Long(5),
            LastSeen = _select.Long(9),
            Duplicates = _select.Long(10),
        };
    }
}
