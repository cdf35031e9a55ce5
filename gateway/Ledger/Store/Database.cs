using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Kiosk.Ledger.Store;

/// <summary>
/// The SQLite file: WAL, synchronous=FULL, one writing connection, pooled reading ones. The writing connection is used
/// under the ledger's gate only.
/// </summary>
internal sealed class Database : IDisposable
{
    private readonly string _readerString;
    private readonly string _path;

    private Database(LedgerOptions options)
    {
        _path = options.DatabasePath;
        var settings = new SqliteConnectionStringBuilder
        {
            DataSource = _path, Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false,
        };
        Writer = new SqliteConnection(settings.ToString());
        settings.Pooling = true;
        settings.Mode = SqliteOpenMode.ReadWrite;
        _readerString = settings.ToString();
        BusyMs = options.BusySecondsMax * 1000;
    }

    public SqliteConnection Writer { get; }

    private int BusyMs { get; }

    public static Database Open(LedgerOptions options)
    {
        var database = new Database(options);
        try
        {
            Directory.CreateDirectory(options.Folder);
            database.Writer.Open();
            database.Prepare();
            return database;
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            database.Dispose();
            throw database.Failure("open", e);
        }
        catch (LedgerException)
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>A reading connection from the pool; the caller disposes of it.</summary>
    public SqliteConnection Reader()
    {
        var connection = new SqliteConnection(_readerString);
        try
        {
            connection.Open();
            Execute(connection, $"PRAGMA busy_timeout={BusyMs};PRAGMA query_only=ON;");
            return connection;
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw Failure("read", e);
        }
    }

    public bool HasDevices() => Read(reader =>
    {
        using Statement rows = reader("SELECT 1 FROM device LIMIT 1");
        return rows.Next();
    });

    /// <summary>Runs a query on a reading connection; the argument prepares statements on it.</summary>
    public T Read<T>(Func<Func<string, Statement>, T> read) =>
        Use(connection => read(sql => new Statement(connection, sql)));

    /// <summary>Hands out a reading connection and takes it back.</summary>
    /// <exception cref="LedgerException">The database cannot be read.</exception>
    public T Use<T>(Func<SqliteConnection, T> use)
    {
        using SqliteConnection connection = Reader();
        try
        {
            return use(connection);
        }
        catch (SqliteException e)
        {
            throw Failure("read", e);
        }
    }

    /// <summary>The exception for a failed operation: what, where, why.</summary>
    public LedgerException Failure(string what, Exception cause)
    {
        string why = cause is SqliteException s ? Explain(s) : cause.Message;
        return new LedgerException($"Cannot {what} the ledger's database '{_path}': {why}", cause);
    }

    public void Dispose()
    {
        SqliteConnection.ClearPool(new SqliteConnection(_readerString));
        Writer.Dispose();
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        int code = raw.sqlite3_exec(connection.Handle, sql);
        if (code != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(code, connection.Handle);
        }
    }

    private void Prepare()
    {
        Execute(Writer, $"PRAGMA busy_timeout={BusyMs};");
        int version = UserVersion();
        if (version > Schema.Version)
        {
            throw new LedgerException(
                $"The ledger's database '{_path}' has schema version {version}, this program knows {Schema.Version}. "
                + "Start the newer program.");
        }

        Execute(Writer, "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
            + "PRAGMA temp_store=MEMORY;PRAGMA cache_size=-32000;PRAGMA wal_autocheckpoint=8000;");
        if (version == 0)
        {
            Execute(Writer, $"BEGIN IMMEDIATE;{Schema.Create};PRAGMA user_version={Schema.Version};COMMIT;");
            return;
        }

        for (int from = version; from < Schema.Version; from++)
        {
            Execute(Writer, $"BEGIN IMMEDIATE;{Schema.Upgrades[from - 1]};PRAGMA user_version={from + 1};COMMIT;");
        }
    }

    private int UserVersion()
    {
        using var statement = new Statement(Writer, "PRAGMA user_version");
        int version = statement.Next() ? statement.Int(0) : 0;
        statement.Reset();
        return version;
    }

    private static string Explain(SqliteException e) => e.SqliteErrorCode switch
    {
        raw.SQLITE_FULL => "the disk is full.",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "another process holds a lock on it.",
        raw.SQLITE_READONLY => "it is read-only.",
        raw.SQLITE_CANTOPEN => "the file or its folder cannot be opened.",
        raw.SQLITE_NOTADB => "it is not a database, or it is damaged.",
        raw.SQLITE_CORRUPT => "it is damaged.",
        raw.SQLITE_IOERR => "the disk reports an error.",
        _ => e.Message,
    };
}
