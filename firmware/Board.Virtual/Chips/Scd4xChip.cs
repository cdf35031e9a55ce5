namespace Kiosk.Board.Virtual.Chips;

/// <summary>
/// SCD4x in periodic measurement; starts with the data sheet's example: 500 ppm, 25.00 degrees C, 37.00 %.
/// </summary>
public sealed class Scd4xChip : SensirionChip
{
    /// <summary>A part that has not been started.</summary>
    public Scd4xChip()
        : base(0x62)
    {
    }

    /// <summary>Raw words: CO2 in ppm, temperature, humidity.</summary>
    public int Co2 { get; set; } = 0x01F4;

    /// <inheritdoc cref="Co2"/>
    public int Temperature { get; set; } = 0x6667;

    /// <inheritdoc cref="Co2"/>
    public int Humidity { get; set; } = 0x5EB9;

    /// <summary>False while no new measurement is there.</summary>
    public bool HasData { get; set; } = true;

    /// <summary>True once the part was told to measure; whether its self-calibration is on.</summary>
    public bool Started { get; private set; }

    /// <inheritdoc cref="Started"/>
    public bool SelfCalibrates { get; private set; } = true;

    /// <summary>Makes the part measure 0.01 degrees C and 0.01 %.</summary>
    public void Measure(int temperature, int humidity)
    {
        Temperature = (((temperature + 4500) * 65535) + 8750) / 17500;
        Humidity = ((humidity * 65535) + 5000) / 10000;
    }

    /// <inheritdoc/>
    protected override void OnPowerCut() => Started = false;

    /// <inheritdoc/>
    protected override void Command(int command)
    {
        switch (command)
        {
            case 0x21B1:
                Started = true;
                break;
            case 0x3F86 or 0x3646:
                // Stopped; started anew from its stored settings.
                Started = false;
                break;
            case 0x2416:
                SelfCalibrates = false;
                break;
            case 0xE4B8:
                Reply(Started && HasData ? 0x8006 : 0x8000);
                break;
            case 0xEC05 when Started:
                Reply(Co2, Temperature, Humidity);
                break;
        }
    }
}
