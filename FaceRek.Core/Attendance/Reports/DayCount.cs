namespace FaceRek.Core.Attendance.Reports;

/// <summary>One day of many people in figures.</summary>
/// <param name="Expected">Had a shift, and neither a holiday nor leave.</param>
/// <param name="Present">Came, of these.</param>
/// <param name="Late">Of those who came.</param>
public sealed record DayCount(DateOnly On, int Expected, int Present, int Late)
{
    /// <summary>Whole percent; null where nobody was expected.</summary>
    public int? PercentPresent => Expected == 0 ? null : (int)Math.Round(100.0 * Present / Expected);

    /// <inheritdoc cref="PercentPresent"/>
    public int? PercentLate => Present == 0 ? null : (int)Math.Round(100.0 * Late / Present);
}
