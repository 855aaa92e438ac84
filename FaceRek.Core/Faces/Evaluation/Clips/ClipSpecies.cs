namespace FaceRek.Core.Faces.Evaluation.Clips;

/// <summary>What stands before the camera. All but the first are attacks, and named so in reports.</summary>
internal enum ClipSpecies
{
    Live,

    /// <summary>A print on a stand, or in a hand that tries to hold it still.</summary>
    Still,

    /// <summary>A print that is turned, tilted and brought nearer as the arrows say.</summary>
    Tilted,

    /// <summary>The same, bent around a cylinder.</summary>
    Bent,

    /// <summary>A screen that plays a recording of the person doing other moves.</summary>
    Replay,

    /// <summary>Frames of one person at rest among those of another who moves.</summary>
    Splice,

    /// <summary>Few frames sent many times.</summary>
    Repeat,
}
