/* SPDX-License-Identifier: MIT */
#include "mock/windows_world.h"

#include <wmikit.h>

/* As far as the tables go, but that the key of Win32_OperatingSystem is left out: the mock has no singletons with keys; see the pages of the classes in learn.microsoft.com/windows/win32/cimwin32prov. */
static const char base_classes[] =
    "[abstract] class CIM_ManagedSystemElement {\n"
    "    [read, MaxLen(64)] string Caption; [read] string Description; [read] datetime InstallDate;\n"
    "    [read] string Name; [read, MaxLen(10)] string Status;\n"
    "};\n"
    "[abstract] class CIM_LogicalElement : CIM_ManagedSystemElement {};\n"
    "[abstract] class CIM_LogicalDevice : CIM_LogicalElement {\n"
    "    [read] uint16 Availability; [read] string DeviceID; [read] string CreationClassName;\n"
    "    uint32 SetPowerState([in] uint16 PowerState, [in] datetime Time); uint32 Reset();\n"
    "};\n"
    "[abstract] class CIM_StorageExtent : CIM_LogicalDevice { [read] uint64 BlockSize; };\n"
    "[abstract] class CIM_LogicalDisk : CIM_StorageExtent {\n"
    "    [read] uint64 FreeSpace; [read] uint64 Size;\n"
    "};\n"
    "[abstract] class CIM_OperatingSystem : CIM_LogicalElement {\n"
    "    [read] string CreationClassName; [read] sint16 CurrentTimeZone; [read] datetime LastBootUpTime;\n"
    "    [read] uint32 NumberOfProcesses; [read] uint16 OSType; [read] string Version;\n"
    "    uint32 Reboot(); uint32 Shutdown();\n"
    "};\n"
    "[abstract] class CIM_Process : CIM_LogicalElement { [read, key] string Handle; };\n"
    "[abstract] class CIM_Service : CIM_LogicalElement {\n"
    "    [read] boolean Started; uint32 StartService(); uint32 StopService();\n"
    "};\n";

static const char classes[] =
    "[dynamic, provider(\"CIMWin32\"), Locale(1033)] class Win32_LogicalDisk : CIM_LogicalDisk {\n"
    "    [key, read] string DeviceID; [read] uint32 DriveType; string VolumeName;\n"
    "    uint32 Chkdsk([in] boolean FixErrors = FALSE);\n"
    "    [static] uint32 ScheduleAutoChk([in] string LogicalDisk[]);\n"
    "};\n"
    "[dynamic, singleton, provider(\"CIMWin32\"), Locale(1033)]\n"
    "class Win32_OperatingSystem : CIM_OperatingSystem {\n"
    "    [read] string BuildNumber; [read] string MUILanguages[];\n"
    "    [read] string OSArchitecture; [read] boolean Primary;\n"
    "    uint32 Win32Shutdown([in] sint32 Flags, [in] sint32 Reserved = 0);\n"
    "};\n"
    "[dynamic, provider(\"CIMWin32\"), Locale(1033)] class Win32_Process : CIM_Process {\n"
    "    [read] uint32 ProcessId;\n"
    "    [static] uint32 Create([in] string CommandLine, [out] uint32 ProcessId);\n"
    "    uint32 GetOwner([out] string User, [out] string Domain);\n"
    "};\n"
    "[abstract] class Win32_BaseService : CIM_Service { [key, read] string Name; [read] string StartMode; "
    "};\n"
    "[dynamic, provider(\"CIMWin32\"), Locale(1033)] class Win32_Service : Win32_BaseService {\n"
    "    [read] uint32 ProcessId; uint32 StartService(); uint32 StopService();\n"
    "};\n"
    "instance of Win32_LogicalDisk {\n"
    "    DeviceID = \"C:\"; Name = \"C:\"; Caption = \"C:\"; DriveType = 3; Size = 500000000000;\n"
    "    FreeSpace = 100000000000;\n"
    "};\n"
    "instance of Win32_OperatingSystem {\n"
    "    Name = \"Microsoft Windows\"; Caption = \"Microsoft Windows\"; BuildNumber = \"19045\";\n"
    "    Version = \"10.0.19045\"; OSArchitecture = \"64-bit\"; Primary = TRUE; OSType = 18; CurrentTimeZone "
    "= 60;\n"
    "    LastBootUpTime = \"20240101080000.500000+060\"; NumberOfProcesses = 99; MUILanguages = "
    "{\"en-US\"};\n"
    "};\n"
    "instance of Win32_Process { Handle = \"4\"; Name = \"System\"; ProcessId = 4; };\n"
    "instance of Win32_Service { Name = \"Winmgmt\"; StartMode = \"Auto\"; Started = TRUE; };\n"
    "instance of Win32_Service { Name = \"RpcSs\"; StartMode = \"Auto\"; Started = TRUE; };\n"
    "instance of Win32_Service { Name = \"EventLog\"; StartMode = \"Auto\"; Started = TRUE; };\n";

/* What the rows of the mock alone change. */
static const char own_classes[] = "class Answer_Thing { [key] string Id; string Text; };\n"
                                  "class Answer_Child : Answer_Thing { uint32 More; };\n"
                                  "class Answer_Empty { [key] string Id; };\n"
                                  "class Answer_Gone { [key] string Id; };\n"
                                  "class Answer_Parent { [key] string Id; };\n"
                                  "class Answer_Heir : Answer_Parent {};\n"
                                  "[abstract] class Answer_Abstract { [key] string Id; };\n"
                                  "instance of Answer_Thing { Id = \"one\"; };\n"
                                  "instance of Answer_Thing { Id = \"two\"; };\n"
                                  "instance of Answer_Thing { Id = \"three\"; };\n";

HRESULT windows_world(wmi_mock **mock)
{
    static const struct part {
        const char *namespace_path, *mof;
    } parts[] = {
        { "ROOT\\CIMV2", base_classes }, { "ROOT\\CIMV2", classes }, { "ROOT\\CIMV2", own_classes },
        { "ROOT\\DEFAULT", "" },         { "ROOT\\WMI", "" },
    };
    HRESULT hr = wmi_mock_create(mock);

    for (size_t i = 0; WMI_SUCCEEDED(hr) && i < sizeof parts / sizeof parts[0]; i++)
        hr = wmi_mock_load(*mock, parts[i].namespace_path, parts[i].mof);
    return hr;
}
