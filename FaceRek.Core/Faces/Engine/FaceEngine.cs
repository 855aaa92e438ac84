using System.Text.RegularExpressions;
using FaceRek.Core.Faces.Detection;
using FaceRek.Core.Faces.Models;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Engine;

/// <summary>Whether this machine can read faces: OpenCV is a native library and depends on other libraries of the system.</summary>
public static partial class FaceEngine
{
    private static readonly Lazy<string?> Asked = new(Ask);

    /// <summary>A sentence that says what is missing and what to do; null when faces can be read. Checked once per process.</summary>
    public static string? Obstacle => Asked.Value;

    /// <summary>
    /// Why faces cannot be read, when the exception is about that: a missing model or OpenCV, wherever it was first
    /// called; null for other exceptions.
    /// </summary>
    public static string? ObstacleIn(Exception exception) =>
        exception is ModelException ? exception.Message
        : IsOfLoading(exception) ? Obstacle
        : null;

    private static string? Ask()
    {
        try
        {
            Cv2.GetVersionString();
            CascadeFolder.Find();
            return null;
        }
        catch (FileNotFoundException exception)
        {
            return $"The face engine cannot start. {exception.Message}";
        }
        catch (Exception exception) when (IsOfLoading(exception))
        {
            var lacking = LibraryThatIsMissing().Match(exception.ToString());
            var reason = lacking.Success ? $"{lacking.Value} is missing" : "OpenCV's library is missing or damaged";
            return $"The face engine cannot start: {reason}. Run bin/setup to install what OpenCV needs. Until then no one can enrol or check in by face.";
        }
    }

    private static bool IsOfLoading(Exception? exception) =>
        exception switch
        {
            null => false,
            DllNotFoundException or BadImageFormatException or EntryPointNotFoundException => true,
            TypeInitializationException or OpenCvSharpException => IsOfLoading(exception.InnerException),
            _ => false,
        };

    /// <summary>The loader's message: "libatomic.so.1: cannot open shared object file".</summary>
    [GeneratedRegex(@"lib[\w.+-]+\.so[.\d]*(?=: cannot open shared object file)(?<!OpenCvSharpExtern\.so)")]
    private static partial Regex LibraryThatIsMissing();
}
