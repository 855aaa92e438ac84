using System.Text.RegularExpressions;
using FaceRek.Core.Faces.Detection;
using FaceRek.Core.Faces.Models;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Engine;

/// <summary>Whether this machine can read faces at all: OpenCV is a library of the system's kind, and it names others that the system must have.</summary>
public static partial class FaceEngine
{
    private static readonly Lazy<string?> Asked = new(Ask);

    /// <summary>A sentence that says what is missing and what to do; null where faces can be read. Asked once a process.</summary>
    public static string? Obstacle => Asked.Value;

    /// <summary>Why no face could be read, where that is what went wrong: a model that is not there, or OpenCV, wherever it was first called; null where it was something else.</summary>
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

    /// <summary>As the system's loader says it: "libatomic.so.1: cannot open shared object file".</summary>
    [GeneratedRegex(@"lib[\w.+-]+\.so[.\d]*(?=: cannot open shared object file)(?<!OpenCvSharpExtern\.so)")]
    private static partial Regex LibraryThatIsMissing();
}
