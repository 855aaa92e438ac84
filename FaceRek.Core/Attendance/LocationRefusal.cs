namespace FaceRek.Core.Attendance;

/// <summary>Why somebody may not check in where they are.</summary>
public enum LocationRefusal
{
    /// <summary>The site is known by its network only, and this is another.</summary>
    OtherNetwork,

    PositionMissing,
    PositionUncertain,
    Outside,
}
