namespace FaceRek.Core.Organizations;

/// <summary>How hard an organization makes it to be checked in by something that is not oneself.</summary>
public enum LivenessLevel
{
    /// <summary>A photograph will do.</summary>
    Off,

    /// <summary>A short burst of one same face that moves as people do and was never sent before; a photograph in a hand may pass.</summary>
    Passive,

    /// <summary>Also two moves of the head that nobody could know before, and the depth that they show.</summary>
    Active,
}
