namespace FaceRek.Core.Faces.Liveness;

/// <summary>Why a burst was not taken for a living person. Kept on the record for admins; the person at the camera is told what to do, not this.</summary>
public enum LivenessFault
{
    /// <summary>Too few frames, or frames without a face between those with one.</summary>
    TooLittleSeen,

    /// <summary>Times that do not rise, or not over a time in which somebody moves.</summary>
    Times,

    /// <summary>Frames that were sent before.</summary>
    SeenBefore,

    /// <summary>The same frame over and over: nobody holds that still.</summary>
    Frozen,

    /// <summary>Not the same face throughout.</summary>
    SeveralFaces,

    /// <summary>Not the moves asked for, in their order and no others.</summary>
    OtherMoves,

    /// <summary>The moves of something flat.</summary>
    Flat,

    /// <summary>The anti-spoof network takes it for a picture.</summary>
    LooksFake,
}
