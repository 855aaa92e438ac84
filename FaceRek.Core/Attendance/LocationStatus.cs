namespace FaceRek.Core.Attendance;

/// <summary>What was known of the place of a punch. A claim of network and browser, and no proof.</summary>
public enum LocationStatus
{
    NotAsked,

    /// <summary>From an address of the site.</summary>
    Network,

    Inside,
    Outside,

    /// <summary>No position, an old one, or one too inexact to say.</summary>
    Uncertain,

    /// <summary>A position that nobody can have reached since the last one.</summary>
    Implausible,
}
