namespace FaceRek.Core.Faces;

/// <summary>There is more to read than can be read now. The same request may be sent again in a few seconds; nothing was done for it.</summary>
public sealed class FaceWorkersBusyException(string message) : Exception(message);
