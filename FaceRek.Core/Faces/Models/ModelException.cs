namespace FaceRek.Core.Faces.Models;

/// <summary>A model pack cannot be used; the message is one sentence for the admin who has to repair it.</summary>
public class ModelException : Exception
{
    public ModelException() { }

    public ModelException(string message)
        : base(message) { }

    public ModelException(string message, Exception innerException)
        : base(message, innerException) { }
}
