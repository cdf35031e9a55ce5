namespace Kiosk.Board.Virtual.Chips;

/// <summary>SPS30 in its float format.</summary>
public sealed class Sps30Chip : SensirionChip
{
    /// <summary>A part that has not been started.</summary>
    public Sps30Chip()
        : base(0x69)
    {
    }

    /// <summary>Mass concentrations in ug/m3.</summary>
    public float Pm25 { get; set; } = 8.5f;

    /// <inheritdoc cref="Pm25"/>
    public float Pm10 { get; set; } = 14f;

    /// <summary>True once the part was told to measure.</summary>
    public bool Started { get; private set; }

    /// <summary>True while the part cleans itself each week; cleanings it was told to make.</summary>
    public bool CleansItself { get; private set; } = true;

    /// <inheritdoc cref="CleansItself"/>
    public int Cleanings { get; private set; }

    /// <summary>False while no new measurement is there.</summary>
    public bool HasData { get; set; } = true;

    /// <inheritdoc/>
    protected override void OnPowerCut() => Started = false;

    /// <inheritdoc/>
    protected override void Command(int command)
    {
        switch (command)
        {
            case 0x0010 when Argument == 0x0300:
                Started = true;
                break;
            case 0x8004:
                CleansItself = Argument != 0;
                break;
            case 0x5607:
                Cleanings += Started ? 1 : 0;
                break;
            case 0x0202:
                Reply(Started && HasData ? 1 : 0);
                break;
            case 0x0300 when Started:
                int pm25 = BitConverter.SingleToInt32Bits(Pm25);
                int pm10 = BitConverter.SingleToInt32Bits(Pm10);
                Reply(0x4000, 0, High(pm25), Low(pm25), 0x4100, 0, High(pm10), Low(pm10));
                break;
        }
    }

    private static int High(int bits) => (bits >> 16) & 0xFFFF;

    private static int Low(int bits) => bits & 0xFFFF;
}
