using System.Runtime.InteropServices;

namespace FaceRek.Core.Faces.Models;

/// <summary>
/// The packages of ONNX Runtime report each process and each network to their maker, and keep an id of the machine for that. Nothing of the kind may leave a
/// machine that holds faces. The library looks at its environment once, before it is first used.
/// </summary>
internal static class OnnxTelemetry
{
    public static void SwitchOff()
    {
        // Variables that .NET sets are its own; a library in C does not see them. On Windows the library sends nothing by itself.
        if (!OperatingSystem.IsWindows())
        {
            SetVariable("ORT_DISABLE_TELEMETRY\0"u8.ToArray(), "1\0"u8.ToArray(), overwrite: 1);
        }
        Microsoft.ML.OnnxRuntime.OrtEnv.Instance().DisableTelemetryEvents();
    }

    [DllImport("libc", EntryPoint = "setenv")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetVariable(byte[] name, byte[] value, int overwrite);
}
