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
    public static string? ObstacleIn(Exception fault) =>
        fault is ModelException ? fault.Message
        : IsOfLoading(fault) ? Obstacle
        : null;

    private static string? Ask()
    {
        try
        {
            Cv2.GetVersionString();
            CascadeFolder.Find();
            return null;
        }
        catch (FileNotFoundException missing)
        {
            return $"The face engine cannot start. {missing.Message}";
        }
        catch (Exception fault) when (IsOfLoading(fault))
        {
            var lacking = LibraryThatIsMissing().Match(fault.ToString());
            var reason = lacking.Success ? $"{lacking.Value} is missing" : "OpenCV's library is missing or damaged";
            return $"The face engine cannot start: {reason}. Run bin/setup, which installs what OpenCV needs; until then nobody can enrol or check in by face.";
        }
    }

    private static bool IsOfLoading(Exception? fault) =>
        fault switch
        {
            null => false,
            DllNotFoundException or BadImageFormatException or EntryPointNotFoundException => true,
            TypeInitializationException or OpenCvSharpException => IsOfLoading(fault.InnerException),
            _ => false,
        };

    /// <summary>The loader's message: "libatomic.so.1: cannot open shared object file".</summary>
    [GeneratedRegex(@"lib[\w.+-]+\.so[.\d]*(?=: cannot open shared object file)(?<!OpenCvSharpExtern\.so)")]
    private static partial Regex LibraryThatIsMissing();
}
