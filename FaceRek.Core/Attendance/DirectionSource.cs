namespace FaceRek.Core.Attendance;

/// <summary>What decided between in and out; kept because payroll asks.</summary>
public enum DirectionSource
{
    /// <summary>The person had been in (or out) and nothing else was said.</summary>
    Alternation,

    /// <summary>The person or manager chose it.</summary>
    Choice,
}
