namespace FaceRek.Core.Workplaces;

public enum GeofencePosition
{
    Inside,
    Outside,

    /// <summary>The position is too old, or too inexact to say.</summary>
    Uncertain,
}
