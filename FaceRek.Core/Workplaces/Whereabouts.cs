namespace FaceRek.Core.Workplaces;

public enum Whereabouts
{
    Inside,
    Outside,

    /// <summary>The position is too old, or too inexact to say.</summary>
    Uncertain,
}
